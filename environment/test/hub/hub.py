"""A JupyterHub on this machine's loopback, with users of its own who go again with it. Only root can make them."""

import asyncio
import contextlib
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

import requests
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

REPOSITORY = Path(__file__).resolve().parents[3]
BUILD = Path(os.environ.get("LAB_BUILD") or REPOSITORY / "build")
# In the system's list of users: whose they are, so that those of a test that was killed are known for ours.
COMMENT = "transferlab-hub-test"
# Debian's own programs; Debian's Node modules also for a Node of another make.
ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
    "NODE_PATH": "/usr/share/nodejs",
    "HOME": str(Path.home()),
    **({"JAVA_HOME": os.environ["JAVA_HOME"]} if os.environ.get("JAVA_HOME") else {}),
}
START_SECONDS = 180


def missing():
    """Why there can be no hub here; None if there can."""
    if os.geteuid() != 0:
        return "only root can make users"
    for program in ("jupyterhub", "jupyterhub-singleuser", "configurable-http-proxy", "useradd", "chpasswd"):
        if not shutil.which(program, path=ENVIRONMENT["PATH"]):
            return f"there is no {program}: apt-get install jupyterhub"
    return None


def wait(what, until, seconds=START_SECONDS):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = until()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s for {what}")


def free_ports(number):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def processes_of(user):
    found = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if folder.name.isdigit() and folder.stat().st_uid == user:
                found.append(int(folder.name))
    return found


class User:
    """A user of this system, with a home that others may look into as far as its modes go."""

    def __init__(self, homes, number):
        self.name = f"labhub{os.getpid() % 100000}x{number}"
        self.password = secrets.token_urlsafe(16)
        self.home = homes / self.name
        subprocess.run(["useradd", "-m", "-d", str(self.home), "-c", COMMENT, "-s", "/bin/bash", self.name], check=True, capture_output=True)
        subprocess.run(["chpasswd"], input=f"{self.name}:{self.password}\n", text=True, check=True)
        self.home.chmod(0o755)
        self.id = pwd.getpwnam(self.name).pw_uid
        self.labs = self.home / "transferlab-labs"

    def remove(self):
        remove_user(self.name, self.id)


def remove_user(name, number):
    for _ in range(50):
        left = processes_of(number)
        for process in left:
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
        if not left:
            break
        time.sleep(0.1)
    subprocess.run(["userdel", name], capture_output=True)


def remove_left_over():
    """Users of a test that could not end: its process is gone."""
    for entry in pwd.getpwall():
        if entry.pw_gecos == COMMENT:
            process = entry.pw_name[len("labhub") :].split("x")[0]
            if not Path("/proc", process).exists():
                remove_user(entry.pw_name, entry.pw_uid)


def link_or_copy(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


class Course:
    """The course as an administrator has it: a folder that only root can write to, set up once for everybody."""

    def __init__(self, top):
        self.folder, self.prefix, self.data = top / "course", top / "prefix", top / "data"
        self.folder.mkdir(parents=True)
        self.data.mkdir()
        ignored = shutil.ignore_patterns("target", "__pycache__", ".*")
        for name in ("lab-support", "environment", "notebooks"):
            shutil.copytree(REPOSITORY / name, self.folder / name, ignore=ignored, symlinks=True)
        shutil.copy(REPOSITORY / "pom.xml", self.folder)
        if (REPOSITORY / ".mvn").is_dir():
            shutil.copytree(REPOSITORY / ".mvn", self.folder / ".mvn")
        # The jars are as they are; what names the folder they lie in is made anew.
        for name in ("lib", "commands", "kernel"):
            shutil.copytree(BUILD / name, self.folder / "build" / name, copy_function=link_or_copy, ignore=shutil.ignore_patterns("*.jsa", "*.archived"))
        for name in ("jars", "stamp"):
            shutil.copy(BUILD / name, self.folder / "build")

    def install(self, **variables):
        self.said = subprocess.run(
            [str(self.folder / "environment/jupyterhub/install.py"), "--prefix", str(self.prefix), "--data", str(self.data)],
            env={**ENVIRONMENT, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if self.said.returncode:
            raise AssertionError(self.said.stdout + self.said.stderr)

    def spec(self):
        return json.loads((self.prefix / "share/jupyter/kernels/java/kernel.json").read_text())


CONFIG = """
load_subconfig({config!r})
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub_port}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.Authenticator.allowed_users = {users!r}
c.Spawner.environment = {{**c.Spawner.environment, "JUPYTER_PATH": {jupyter_path!r}}}
c.Spawner.poll_interval = 1
def settings_of(spawner):
    for name, value in {settings!r}.get(spawner.user.name, {{}}).items():
        setattr(spawner, name, value)
c.Spawner.pre_spawn_hook = settings_of
"""


class Hub:
    """The hub with this course and these users; `settings` are what single users' spawners differ in."""

    def __init__(self, top, course, users, settings):
        self.folder = top / "hub"
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.port, hub_port, proxy_port = free_ports(3)
        config = self.folder / "jupyterhub_config.py"
        config.write_text(
            CONFIG.format(
                config=str(course.folder / "environment/jupyterhub/jupyterhub_config.py"),
                port=self.port,
                hub_port=hub_port,
                proxy_port=proxy_port,
                users={each.name for each in users},
                jupyter_path=str(course.prefix / "share/jupyter"),
                settings=settings,
            )
        )
        self.log = self.folder / "log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                ["jupyterhub", "-f", str(config)],
                cwd=self.folder,
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.address = f"http://127.0.0.1:{self.port}"
        try:
            wait("the hub", self.answers, 60)
        except AssertionError:
            self.stop()
            raise AssertionError(self.log.read_text()[-3000:])

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError("the hub ended")
        with contextlib.suppress(requests.RequestException):
            return requests.get(f"{self.address}/hub/api/", timeout=5).ok

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                pass
        # What is left of its group: the proxy, if the hub ended without it.
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Student:
    """A user in front of a browser: logs in, starts a server, runs cells."""

    def __init__(self, hub, user):
        self.hub, self.user, self.name = hub, user, user.name
        self.session = requests.Session()
        self.loop = asyncio.new_event_loop()
        self.sockets = []

    def login(self, password=None):
        answer = self.session.post(
            f"{self.hub.address}/hub/login",
            data={"username": self.name, "password": password or self.user.password},
            allow_redirects=False,
        )
        if answer.status_code != 302:
            return False
        answer = self.session.post(
            f"{self.hub.address}/hub/api/users/{self.name}/tokens", json={}, headers={"Referer": f"{self.hub.address}/hub/"}
        )
        answer.raise_for_status()
        self.token = answer.json()["token"]
        return True

    def ask(self, method, address, token=None, **more):
        headers = {"Authorization": f"token {token or self.token}"}
        return requests.request(method, f"{self.hub.address}{address}", headers=headers, timeout=60, **more)

    def api(self, method, path, **more):
        """Jupyter's API of this user's own server."""
        answer = self.ask(method, f"/user/{self.name}/api/{path}", **more)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def server(self):
        return self.ask("GET", f"/hub/api/users/{self.name}").json()["servers"].get("")

    def start(self):
        answer = self.ask("POST", f"/hub/api/users/{self.name}/server")
        answer.raise_for_status()
        wait(f"the server of {self.name}", lambda: (self.server() or {}).get("ready"))

    def stop(self):
        self.ask("DELETE", f"/hub/api/users/{self.name}/server").raise_for_status()
        wait("its end", lambda: not self.server())

    def kernel(self):
        return Kernel(self, self.api("POST", "kernels", json={"name": "java"})["id"])

    def end_kernels(self):
        """Ends the kernels that run, and the connections to any."""
        if self.server():
            for kernel in self.api("GET", "kernels"):
                self.api("DELETE", f"kernels/{kernel['id']}")
        for each in self.sockets:
            each.close()
        self.sockets.clear()
        self.loop.run_until_complete(asyncio.sleep(0.1))

    def read(self, name):
        return self.api("GET", f"contents/{name}")["content"]

    def run_lab(self, name):
        """The texts of the lab's outputs, and its errors; the kernel still runs."""
        kernel = self.kernel()
        texts, errors = [], []
        for cell in self.read(name)["cells"]:
            if cell["cell_type"] == "code":
                text, error = kernel.run("".join(cell["source"]))
                texts.append(text)
                errors += [error] if error else []
        return kernel, texts, errors


class Kernel:
    """A kernel of a student's server, by way of the server's websocket."""

    def __init__(self, student, number):
        self.student, self.id, self.session = student, number, uuid.uuid4().hex
        address = f"{student.hub.address.replace('http', 'ws')}/user/{student.name}/api/kernels/{number}/channels?session_id={self.session}"
        request = HTTPRequest(address, headers={"Authorization": f"token {student.token}"}, request_timeout=60)
        self.socket = student.loop.run_until_complete(self.connect(request))
        student.sockets.append(self.socket)

    @staticmethod
    async def connect(request):
        return await websocket_connect(request, max_message_size=100_000_000)

    def run(self, code, seconds=600):
        """What the cell shows and its error, None if there is none."""
        return self.student.loop.run_until_complete(asyncio.wait_for(self.execute(code), seconds))

    async def execute(self, code):
        number = uuid.uuid4().hex
        header = {"msg_id": number, "username": self.student.name, "session": self.session, "msg_type": "execute_request", "version": "5.3"}
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": False}
        await self.socket.write_message(
            json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell", "buffers": []})
        )
        text, error = "", None
        while True:
            answer = await self.socket.read_message()
            if answer is None:
                return text, "the connection ended"
            message = json.loads(answer)
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] in ("restarting", "dead"):
                return text, "the kernel died"
            if message["parent_header"].get("msg_id") != number:
                continue
            if kind == "stream":
                text += content["text"]
            # What has an identity is written over: the kernel's clock.
            elif kind in ("execute_result", "display_data") and not message["content"].get("transient"):
                text += content["data"].get("text/plain", "")
            elif kind == "error":
                error = content["ename"] + ": " + content["evalue"]
            elif kind == "status" and content["execution_state"] == "idle":
                return text, error

    def pid(self):
        return int(self.run("ProcessHandle.current().pid()")[0])


@contextlib.contextmanager
def world():
    """A folder for all of it that everybody can pass."""
    remove_left_over()
    with tempfile.TemporaryDirectory(prefix="lab-hub-", dir="/var/tmp") as folder:
        top = Path(folder)
        top.chmod(0o755)
        yield top
