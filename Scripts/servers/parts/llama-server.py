"""llama.cpp's own server: llama-server.py MODEL PORT chat|embedding. Serves until it is ended."""

import sys
import threading

import xllamacpp

model, port, kind = sys.argv[1:]
settings = xllamacpp.CommonParams()
settings.model.path = model
settings.hostnames = ["127.0.0.1"]
settings.port = int(port)
settings.n_ctx = 512
settings.n_parallel = 1
settings.warmup = False
settings.model_alias = "tiny" if isinstance(settings.model_alias, str) else ["tiny"]
if kind == "embedding":
    settings.embedding = True
    settings.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
server = xllamacpp.Server(settings)
threading.Event().wait()
