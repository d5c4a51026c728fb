"""Peers of ZeroMQ. Prints a line for each socket, `rep NUMBER` and so on, the last one `port NUMBER`; serves until it is ended.

rep      echoes each message, frame by frame
router   answers each message of a DEALER with the same frames
pub      publishes what it is told to
pull     keeps what it is sent
port     the control, a REP: `publish TOPIC TEXT` publishes; `pulled` gives all that pull has got, a frame each; `wait N`
         answers when a subscription to the publisher has been seen N times
"""

import zmq

context = zmq.Context()


def bound(name, kind):
    """A socket on a port of its own choice."""
    socket = context.socket(kind)
    socket.linger = 0
    port = socket.bind_to_random_port("tcp://127.0.0.1")
    print(name, port)
    return socket


rep, router = bound("rep", zmq.REP), bound("router", zmq.ROUTER)
# XPUB tells of subscriptions, so that nothing needs to be published before there is one.
pub, pull, control = bound("pub", zmq.XPUB), bound("pull", zmq.PULL), bound("port", zmq.REP)
poller = zmq.Poller()
for socket in (rep, router, pub, pull, control):
    poller.register(socket, zmq.POLLIN)
pulled, subscriptions, awaited = [], 0, None
while True:
    for socket, _ in poller.poll():
        frames = socket.recv_multipart()
        if socket in (rep, router):
            socket.send_multipart(frames)
        elif socket is pub:
            subscriptions += frames[0][:1] == b"\1"
        elif socket is pull:
            pulled += frames
        else:
            words = frames[0].split(b" ", 2)
            if words[0] == b"publish":
                pub.send_multipart(words[1:])
                control.send(b"published")
            elif words[0] == b"pulled":
                control.send_multipart(pulled or [b""])
            elif words[0] == b"wait":
                awaited = int(words[1])
            else:
                control.send(b"what?")
    if awaited is not None and subscriptions >= awaited:
        awaited = None
        control.send(b"subscribed")
