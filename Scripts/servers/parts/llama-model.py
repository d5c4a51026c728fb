"""Writes a language model that says nothing sensible: llama-model.py FILE.

It is a llama of one block with random weights, and a token for each byte: 300 kB, so that the real server answers in the
real form within milliseconds.
"""

import sys

import gguf
import numpy

WIDTH, INNER, HEADS, LENGTH = 64, 128, 4, 512
TOKENS = [b"<unk>", b"<s>", b"</s>"] + [b"<0x%02X>" % byte for byte in range(256)]
# As llama.cpp numbers them: unknown, control, byte.
KINDS = [2, 3, 3] + [6] * 256
random = numpy.random.default_rng(42)
writer = gguf.GGUFWriter(sys.argv[1], "llama")


def add(name, *shape):
    values = numpy.ones(shape) if len(shape) == 1 else random.standard_normal(shape) / 10
    writer.add_tensor(name, values.astype(numpy.float32))


writer.add_name("tiny")
writer.add_context_length(LENGTH)
writer.add_embedding_length(WIDTH)
writer.add_feed_forward_length(INNER)
writer.add_block_count(1)
writer.add_head_count(HEADS)
writer.add_head_count_kv(HEADS)
writer.add_layer_norm_rms_eps(1e-5)
writer.add_rope_dimension_count(WIDTH // HEADS)
writer.add_vocab_size(len(TOKENS))
writer.add_tokenizer_model("llama")
writer.add_tokenizer_pre("default")
writer.add_token_list(TOKENS)
writer.add_token_scores([0.0] * len(TOKENS))
writer.add_token_types(KINDS)
writer.add_unk_token_id(0)
writer.add_bos_token_id(1)
writer.add_eos_token_id(2)
writer.add_add_bos_token(True)
writer.add_chat_template("{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}")
add("token_embd.weight", len(TOKENS), WIDTH)
add("output.weight", len(TOKENS), WIDTH)
add("output_norm.weight", WIDTH)
for part, shape in {
    "attn_norm": (WIDTH,), "attn_q": (WIDTH, WIDTH), "attn_k": (WIDTH, WIDTH), "attn_v": (WIDTH, WIDTH),
    "attn_output": (WIDTH, WIDTH), "ffn_norm": (WIDTH,), "ffn_gate": (INNER, WIDTH), "ffn_up": (INNER, WIDTH),
    "ffn_down": (WIDTH, INNER),
}.items():
    add(f"blk.0.{part}.weight", *shape)
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
