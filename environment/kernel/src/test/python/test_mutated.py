"""Messages and bytes that no front end sends: the kernel answers or drops them, and goes on.

LAB_FUZZ says how many, 300 if it is not set; LAB_FUZZ_SEED another seed than the usual.
"""

import copy
import json
import os
import random
import re
import socket
import struct
import time
import unittest

import zmq
from kernel_case import TIMEOUT, KernelCase, KernelSpecs, on_each_jdk

COUNT = int(os.environ.get("LAB_FUZZ") or 300)
SEED = int(os.environ.get("LAB_FUZZ_SEED") or 23)
BATCH = 20
DELIMITER = b"<IDS|MSG>"

REQUESTS = [
    ("execute_request", {"code": "1 + 1", "silent": False, "store_history": True, "user_expressions": {"a": "2 + 1"},
                         "allow_stdin": False, "stop_on_error": True}),
    ("complete_request", {"code": "List.o", "cursor_pos": 6}),
    ("inspect_request", {"code": "List.of(", "cursor_pos": 7, "detail_level": 0}),
    ("is_complete_request", {"code": "for (int i = 0; i < 3; i++) {"}),
    ("history_request", {"hist_access_type": "search", "pattern": "1*", "n": 5, "output": True, "raw": True,
                         "session": 0, "start": 1, "stop": 9, "unique": True}),
    ("kernel_info_request", {}),
    ("comm_info_request", {"target_name": "t"}),
    ("comm_open", {"comm_id": "c", "target_name": "t", "data": {"a": [1, 2]}}),
    ("input_reply", {"value": "x"}),
]

VALUES = [None, True, 0, -1, 2 ** 31, 2 ** 63, -(10 ** 40), 1.5, 1e308, "", "x", "\x00", "\ud83d\ude00", "*" * 500 + "b",
          "a" * 100_000, [], [[]], [1, "2", None], {}, {"a": {"b": []}}, "tail", "range", "%time", "%%", "\\u0000", "((((("]


def deep(depth):
    """JSON text nested so deeply that a reader that calls itself would fall."""
    return "[" * depth + "]" * depth


class Mutator:
    def __init__(self, client, seed):
        self.client = client
        self.random = random.Random(seed)

    def value(self, found):
        """Another value in the place of one somewhere in an object."""
        if isinstance(found, dict) and found and self.random.random() < 0.9:
            key = self.random.choice(sorted(found))
            if self.random.random() < 0.1:
                del found[key]
            else:
                found[key] = self.value(found[key])
            return found
        if isinstance(found, str) and found and self.random.random() < 0.5:
            at = self.random.randrange(len(found))
            return self.random.choice([found[:at], found[at:] * self.random.choice([2, 50, 2000]),
                                       found[:at] + chr(self.random.randrange(1, 0xD7FF)) + found[at + 1:]])
        return self.random.choice(VALUES)

    def flip(self, data):
        if not data:
            return b"\x00"
        data = bytearray(data)
        for _ in range(self.random.randint(1, 4)):
            data[self.random.randrange(len(data))] ^= 1 << self.random.randrange(8)
        return bytes(data)

    def parts(self):
        kind, content = self.random.choice(REQUESTS)
        message = self.client.session.msg(kind, copy.deepcopy(content))
        header = json.loads(json.dumps(message["header"], default=str))
        parts = [header, {}, {}, message["content"]]
        way = self.random.randrange(6)
        if way < 3:
            at = self.random.choice([0, 3, 3, 3])
            parts[at] = self.value(parts[at])
        parts = [json.dumps(p).encode() for p in parts]
        if way == 3:
            at = self.random.randrange(4)
            parts[at] = self.flip(parts[at])
        elif way == 4:
            at = self.random.randrange(4)
            parts[at] = parts[at][:self.random.randrange(len(parts[at]) + 1)]
        elif way == 5:
            at = self.random.choice([0, 3])
            inner = deep(self.random.choice([100, 400, 100_000]))
            parts[at] = parts[at][:-1] + (", " if len(parts[at]) > 2 else "").encode() + b'"more": ' + inner.encode() + b"}"
        # A shutdown is a message like others, but the end of the test.
        return [p.replace(b"shutdown", b"shut_up") for p in parts]

    def frames(self):
        parts = self.parts()
        signature = self.client.session.sign(parts)
        frames = [DELIMITER, signature, *parts]
        way = self.random.randrange(10)
        if way == 0:
            frames[1] = self.flip(frames[1])
        elif way == 1:
            frames = frames[:self.random.randrange(1, len(frames))]
        elif way == 2:
            at = self.random.randrange(len(frames))
            frames.insert(at, frames[at])
        elif way == 3:
            frames += [b"buffer"] * self.random.randint(1, 50)
        elif way == 4:
            at = self.random.randrange(len(frames))
            frames[at] = b"" if self.random.random() < 0.5 else frames[at] * 100
        return frames


@on_each_jdk
class Mutated(KernelCase):
    flags = ("-Xmx512m",)

    def setUp(self):
        with open(self.kernel.manager.connection_file) as file:
            self.given = json.load(file)
        self.logged = os.path.getsize(KernelSpecs.log) if os.path.exists(KernelSpecs.log) else 0

    def tearDown(self):
        """Nothing but what is said on purpose may stand in the log."""
        if not os.path.exists(KernelSpecs.log):
            return
        with open(KernelSpecs.log, errors="replace") as log:
            log.seek(self.logged if os.path.getsize(KernelSpecs.log) >= self.logged else 0)
            text = log.read()
        for word in ("could not be answered", "failed", "OutOfMemoryError", "StackOverflowError"):
            self.assertNotIn(word, text)

    def alive(self, context):
        """Answers on both channels, beats, and runs cells."""
        try:
            for channel in ("shell", "control"):
                self.assertEqual("ok", self.kernel.request("kernel_info_request", {}, channel=channel)["status"])
            # A cell behind one that failed is aborted, as it should be: some of the other sender's may still be waiting.
            for _ in range(BATCH):
                reply = self.kernel.run("6 * 7")
                if reply.status != "aborted":
                    break
            self.assertEqual("ok", reply.status)
            self.assertEqual("42", reply.text)
            self.assertTrue(self.beats(), "no heartbeat")
        except AssertionError as failure:
            raise AssertionError("%s\nafter (seed %d):\n%s" % (failure, SEED, context)) from failure

    def beats(self):
        """A beat that is a second late on a busy machine is called missed, until the next."""
        end = time.monotonic() + TIMEOUT
        while not self.kernel.client.hb_channel.is_beating() and time.monotonic() < end:
            time.sleep(0.1)
        return self.kernel.client.hb_channel.is_beating()

    def test_messages(self):
        mutator = Mutator(self.kernel.client, SEED)
        context = zmq.Context.instance()
        sent = []
        for name in ("shell", "control", "stdin"):
            count = COUNT if name == "shell" else COUNT // 5
            dealer = context.socket(zmq.DEALER)
            dealer.setsockopt(zmq.LINGER, 0)
            dealer.connect("tcp://127.0.0.1:%d" % self.given[name + "_port"])
            self.addCleanup(dealer.close)
            for number in range(count):
                frames = mutator.frames()
                sent.append((name, number, [f[:200] for f in frames]))
                dealer.send_multipart(frames)
                while dealer.poll(0):
                    dealer.recv_multipart()
                if number % BATCH == BATCH - 1 or number == count - 1:
                    self.alive("\n".join(map(str, sent)))
                    sent.clear()

    def test_bytes(self):
        """What connects and does not speak ZeroMQ, or speaks it wrongly."""
        chance = random.Random(SEED)
        greeting = b"\xff" + b"\x00" * 8 + b"\x7f\x03\x00NULL" + b"\x00" * 16 + b"\x00" + b"\x00" * 31
        ready = b"\x04\x26\x05READY\x0bSocket-Type\x00\x00\x00\x06DEALER"
        ready = ready[:1] + bytes([len(ready) - 2]) + ready[2:]
        ports = [self.given[p + "_port"] for p in ("shell", "control", "iopub", "stdin", "hb")]
        for number in range(COUNT // 3):
            data = greeting + ready
            way = chance.randrange(6)
            if way == 0:
                data = bytes(chance.randrange(256) for _ in range(chance.randrange(200)))
            elif way == 1:
                data = data[:chance.randrange(len(data))]
            elif way == 2:
                data = Mutator(None, number).flip(data)
            elif way == 3:
                lengths = [2 ** 31 - 1, 2 ** 40, 2 ** 63, 2 ** 63 + 2 ** 30, 2 ** 64 - 1]
                data = data + b"\x02" + struct.pack(">Q", chance.choice(lengths)) + b"x"
            elif way == 4:
                data = data + (b"\x01\xff" + b"a" * 255) * 200
            elif way == 5:
                data = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
            with socket.create_connection(("127.0.0.1", chance.choice(ports)), timeout=10) as connection:
                try:
                    connection.sendall(data)
                    connection.setblocking(False)
                    connection.recv(1000)
                except OSError:
                    # It may well hang up.
                    pass
            if number % BATCH == BATCH - 1:
                self.alive("connection %d, way %d: %r" % (number, way, data[:300]))
        self.alive("the last connection")

    def test_heartbeats(self):
        """Several parts at once: a REP socket may answer only when it has them all."""
        request = zmq.Context.instance().socket(zmq.REQ)
        request.setsockopt(zmq.LINGER, 0)
        request.connect("tcp://127.0.0.1:%d" % self.given["hb_port"])
        self.addCleanup(request.close)
        for parts in ([b"a", b"b", b"c"], [b""], [b"x" * 100_000, b""]):
            request.send_multipart(parts)
            self.assertTrue(request.poll(30_000), "no heartbeat")
            self.assertEqual(parts, request.recv_multipart())

    def test_deep_code(self):
        for code in ("(" * 20_000, "(" * 3000 + "1" + ")" * 3000, "{" * 3000 + "}" * 3000, "+".join(["1"] * 10_000),
                     "Supplier<Object> s = " + "() -> " * 3000 + "1", "int" + "[]" * 3000 + " x"):
            for kind in ("complete_request", "inspect_request", "is_complete_request"):
                reply = self.kernel.request(kind, {"code": code, "cursor_pos": len(code) // 2})
                self.assertIn("status", reply, code[:40])
            reply = self.kernel.run(code)
            if reply.status == "error":
                self.assertEqual("CompilationError", reply.content["ename"], code[:40])
                self.assertLess(len(reply.traceback), 4_000)
            self.alive(code[:40])

    def test_large_code(self):
        """Java's limits: after them JShell's compilers went on with what the last had left."""
        text = "a" * 70_000
        for code in ('"%s"' % text, 'String large = "%s";' % text, 'class Large { static final String TEXT = "%s"; }' % text,
                     'System.out.println("%s");' % text, "void large() { int a = 0;" + "a += a * 3 - a;" * 9000 + "}"):
            reply = self.error(code)
            self.assertEqual("CompilationError", reply.content["ename"])
            self.assertRegex(reply.content["evalue"], "too long|too large")
            self.assertEqual("3", self.ok("1 + 2").text)
            self.assertEqual("5", self.ok("int small = 5;\nsmall").text)


if __name__ == "__main__":
    unittest.main()
