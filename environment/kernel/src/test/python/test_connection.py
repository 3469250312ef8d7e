"""The kernel as a server: what it listens to, what it refuses, how it ends, what it shows of itself."""

import json
import os
import subprocess
import unittest

from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file
from kernel_case import QUICK, Kernel, KernelCase, KernelSpecs, archived, class_path, on_each_jdk


@on_each_jdk
class Connection(KernelCase):
    @classmethod
    def prepare(cls, java):
        cls.java = [java, *archived(java), QUICK]

    def test_kernel_info(self):
        info = self.kernel.request("kernel_info_request", {})
        self.assertEqual("ok", info["status"])
        self.assertEqual("5.", info["protocol_version"][:2])
        self.assertEqual(str(self.version), info["language_info"]["version"].split(".")[0].split("+")[0])
        again = self.kernel.request("kernel_info_request", {}, channel="control")
        self.assertEqual(info, again)

    def test_unknown_message_is_ignored(self):
        client = self.kernel.client
        client.shell_channel.send(client.session.msg("nonsense_request", {"a": 1}))
        self.assertEqual("2", self.ok("1 + 1").text)

    def test_wrong_signature_is_dropped(self):
        client = self.kernel.client
        key = client.session.key
        client.session.key = b"wrong"
        client.shell_channel.send(client.session.msg("execute_request", {"code": "int forged = 1;"}))
        client.session.key = key
        self.assertIn("cannot find symbol", self.error("forged").content["evalue"])

    def test_comms_are_closed(self):
        self.assertEqual({}, self.kernel.request("comm_info_request", {})["comms"])
        client = self.kernel.client
        message = client.session.msg("comm_open", {"comm_id": "c1", "target_name": "t", "data": {}})
        client.shell_channel.send(message)
        published = self.kernel.wait_idle(message["header"]["msg_id"])
        self.assertEqual(["comm_close"], [m["msg_type"] for m in published])

    def test_heartbeat(self):
        self.assertTrue(self.kernel.client.hb_channel.is_beating())

    def test_listens_on_the_given_ports_only(self):
        with open(self.kernel.manager.connection_file) as file:
            given = json.load(file)
        ports = {given[p + "_port"] for p in ("shell", "iopub", "stdin", "control", "hb")}
        listening = set()
        sockets = set()
        fds = "/proc/%d/fd" % self.kernel.manager.provisioner.pid
        for fd in os.listdir(fds):
            target = os.readlink(os.path.join(fds, fd))
            if target.startswith("socket:["):
                sockets.add(target[8:-1])
        for table in ("/proc/net/tcp", "/proc/net/tcp6"):
            with open(table) as file:
                lines = file.read().splitlines()[1:]
            for line in lines:
                fields = line.split()
                if fields[3] == "0A" and fields[9] in sockets:
                    address, port = fields[1].rsplit(":", 1)
                    listening.add(int(port, 16))
                    # 127.0.0.1, plain or mapped into IPv6, in the kernel's byte order
                    self.assertTrue(address.endswith("0100007F"), line)
        self.assertEqual(ports, listening)

    def test_kernel_libraries_are_invisible(self):
        for name in ("com.google.gson.Gson", "org.zeromq.ZMQ", "zmq.Msg", "org.objectweb.asm.ClassReader",
                     "org.eclipse.aether.RepositorySystem", "org.apache.http.HttpHost",
                     "org.apache.maven.model.Model"):
            if ":" in class_path() and "gson" in name:
                continue
            reply = self.error("Class.forName(\"%s\")" % name)
            self.assertIn("ClassNotFound", reply.content["ename"], name)

    def test_nothing_of_the_log_in_the_notebook(self):
        client = self.kernel.client
        client.shell_channel.send(client.session.msg("another_request", {}))
        reply = self.ok("1")
        self.assertEqual("", reply.stdout + reply.stderr)
        with open(KernelSpecs.log) as log:
            self.assertIn("another_request", log.read())

    def test_shutdown_ends_the_process(self):
        kernel = Kernel(KernelSpecs.make("ending%d" % self.version, self.java[0], self.java[1:]))
        self.addCleanup(kernel.stop)
        kernel.running("while (true) {}")
        reply = kernel.request("shutdown_request", {"restart": False}, channel="control")
        self.assertEqual((False, "ok"), (reply["restart"], reply["status"]))
        kernel.manager.provisioner.process.wait(timeout=30)

    def test_ends_with_the_server(self):
        path = os.path.join(KernelSpecs.folder, "orphan%d.json" % self.version)
        write_connection_file(path, key=b"secret", ip="127.0.0.1")
        server = subprocess.Popen(["sleep", "600"])
        self.addCleanup(server.kill)
        kernel = subprocess.Popen(
            [*self.java, "-cp", class_path(), "io.transferlab.kernel.Main", path],
            env={**os.environ, "LAB_KERNEL_LOG": KernelSpecs.log, "JPY_PARENT_PID": str(server.pid)},
        )
        self.addCleanup(kernel.kill)
        client = BlockingKernelClient(connection_file=path)
        client.load_connection_file()
        client.start_channels(hb=False)
        self.addCleanup(client.stop_channels)
        client.kernel_info()
        self.assertEqual("kernel_info_reply", client.get_shell_msg(timeout=60)["msg_type"])
        server.kill()
        server.wait()
        kernel.wait(timeout=60)

    def test_bad_connection_file(self):
        for text, word in (("{}", "shell_port"), ("no json", "connection file"), (None, "nowhere.json"),
                           ('{"transport": "ipc"}', "ipc")):
            path = os.path.join(KernelSpecs.folder, "nowhere.json")
            if os.path.exists(path):
                os.remove(path)
            if text is not None:
                with open(path, "w") as out:
                    out.write(text)
            done = subprocess.run(
                [*self.java, "-cp", class_path(), "io.transferlab.kernel.Main", path],
                capture_output=True, text=True, timeout=60,
                env={**os.environ, "LAB_KERNEL_LOG": KernelSpecs.log},
            )
            self.assertEqual(1, done.returncode)
            self.assertIn(word, done.stderr)
            self.assertEqual(1, len(done.stderr.strip().splitlines()), done.stderr)

    def test_wrong_usage(self):
        done = subprocess.run(
            [*self.java, "-cp", class_path(), "io.transferlab.kernel.Main"],
            capture_output=True, text=True, timeout=60,
        )
        self.assertEqual(2, done.returncode)
        self.assertIn("usage", done.stderr)


if __name__ == "__main__":
    unittest.main()
