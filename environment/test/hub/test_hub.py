"""JupyterHub for a class: three users of this system, one course that they can read and not write."""

import contextlib
import os
import threading
import unittest

import hub as hubs
from hub import Course, Hub, Student, User, wait, world

WHY_NOT = hubs.missing()
# By number; the third takes some minutes.
LABS = os.environ.get("LAB_HUB_LABS", "0 3").split()
# From 4 MiB on word vectors have a cache.
WORDS = 60_000
VECTORS = "".join(f"word{number} " + " ".join(f"0.{number * k % 9973:04}" for k in range(1, 13)) + "\n" for number in range(WORDS))


@unittest.skipIf(WHY_NOT, WHY_NOT)
class HubTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        stack = contextlib.ExitStack()
        cls.addClassCleanup(stack.close)
        top = stack.enter_context(world())
        homes = top / "homes"
        homes.mkdir()
        cls.users = []
        for number in range(4):
            cls.users.append(User(homes, number))
            stack.callback(cls.users[-1].remove)
        cls.course = Course(top)
        (cls.course.data / "vectors" / "tiny").mkdir(parents=True)
        (cls.course.data / "vectors" / "tiny" / "tiny.txt").write_text(VECTORS)
        cls.course.install(LAB_KERNELS="30")
        # One whose server is impatient, and has little memory.
        settings = {
            cls.users[3].name: {
                "mem_limit": 900 * 1024 * 1024,
                "args": [
                    "--MappingKernelManager.cull_idle_timeout=3",
                    "--MappingKernelManager.cull_interval=1",
                    "--MappingKernelManager.cull_connected=True",
                    "--NotebookApp.shutdown_no_activity_timeout=3",
                ],
            }
        }
        cls.hub = Hub(top, cls.course, cls.users, settings)
        stack.callback(cls.hub.stop)
        cls.students = [Student(cls.hub, user) for user in cls.users]
        for student in cls.students:
            assert student.login(), cls.hub.log.read_text()[-2000:]

    def setUp(self):
        for student in self.students[:3]:
            if not student.server():
                student.start()

    def tearDown(self):
        for student in self.students:
            student.end_kernels()

    def each(self, action):
        """`action` of the three students at the same time."""
        failures = []

        def act(student):
            try:
                action(student)
            except BaseException as e:  # shown by the test that waits for it
                failures.append(e)

        threads = [threading.Thread(target=act, args=(student,)) for student in self.students[:3]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for failure in failures:
            raise failure

    def run_lab(self, student, number):
        name = next(each.name for each in sorted(student.user.labs.glob(f"{number:02}-*.ipynb")))
        kernel, texts, errors = student.run_lab(name)
        self.assertEqual(errors, [], f"{student.name}, {name}")
        self.assertGreater(sum(map(len, texts)), 500)
        self.assertEqual(os.stat(f"/proc/{kernel.pid()}").st_uid, student.user.id)
        return texts

    def test_a_wrong_password(self):
        self.assertFalse(Student(self.hub, self.users[0]).login("wrong"))

    def test_the_native_libraries_are_one_file_for_all(self):
        kernel = self.students[0].kernel()
        self.assertEqual(kernel.run("org.nd4j.linalg.factory.Nd4j.rand(4, 4).mean(); ai.onnxruntime.OrtEnvironment.getEnvironment();")[1], None)
        mapped = {line.split()[-1] for line in open(f"/proc/{kernel.pid()}/maps") if "/" in line}
        for name in ("libnd4jcpu.so", "libjnind4jcpu.so", "libonnxruntime.so", "libonnxruntime4j_jni.so"):
            self.assertIn(str(self.course.folder / "build" / "native" / name), mapped)
        self.assertIn(str(self.course.folder / "build" / "kernel" / "lab.jsa"), mapped)

    def test_everybody_gets_the_labs_and_runs_the_first(self):
        def first(student):
            page = student.session.get(f"{self.hub.address}/user/{student.name}/tree")
            self.assertEqual(page.status_code, 200)
            listed = {each["name"] for each in student.api("GET", "contents")["content"]}
            self.assertLessEqual({each.name for each in (self.course.folder / "notebooks").glob("*.ipynb")}, listed)
            self.run_lab(student, 0)
            # Half a gigabyte of libraries is not unpacked into each home.
            unpacked = sum(each.stat().st_size for each in (student.user.home / ".javacpp").rglob("*") if not each.is_symlink())
            self.assertLess(unpacked, 100_000_000)

        self.each(first)

    @unittest.skipIf("3" not in LABS, "LAB_HUB_LABS does not name it")
    def test_everybody_runs_the_third(self):
        self.each(lambda student: self.run_lab(student, 3))

    def test_another_start_does_not_write_over_work(self):
        student = self.students[0]
        name = next(student.user.labs.glob("05-*.ipynb")).name
        lab = student.read(name)
        lab["cells"][0]["source"] = "my own words"
        student.api("PUT", f"contents/{name}", json={"type": "notebook", "content": lab})
        theirs = self.course.folder / "notebooks" / name
        for change, expected in ((False, False), (True, True)):
            student.stop()
            if change:
                theirs.write_text(theirs.read_text().replace("\n", "\n\n", 1))
            student.start()
            self.assertEqual(student.read(name)["cells"][0]["source"], "my own words")
            self.assertEqual((student.user.labs / name.replace(".ipynb", "-updated.ipynb")).exists(), expected)

    def test_nobody_reads_or_writes_what_is_anothers_or_the_courses(self):
        one, other = self.students[0], self.students[1]
        kernel = one.kernel()
        (other.user.home / ".transferlab").stat()
        mine = other.user.labs / "00-start-here.ipynb"
        attempts = {
            f'Files.list(Path.of("{other.user.labs}")).count()': "AccessDenied",
            f'Files.readString(Path.of("{mine}")).length()': "AccessDenied",
            f'Files.writeString(Path.of("{mine}"), "x")': "AccessDenied",
            f'Files.list(Path.of("{other.user.home}/.transferlab")).count()': "AccessDenied",
            f'Files.writeString(Path.of("{other.user.home}/x"), "x")': "AccessDenied",
            f'Files.writeString(Path.of("{self.course.folder}/notebooks/00-start-here.ipynb"), "x")': "AccessDenied",
            f'Files.writeString(Path.of("{self.course.folder}/build/lib/x.jar"), "x")': "AccessDenied",
            f'Files.createDirectory(Path.of("{self.course.data}/x"))': "AccessDenied",
            f'Files.delete(Path.of("{self.course.data}/vectors/tiny/tiny.txt"))': "AccessDenied",
            f'Files.readString(Path.of("{self.hub.folder}/jupyterhub_cookie_secret"))': "AccessDenied",
        }
        kernel.run("import java.nio.file.*;")
        for code, expected in attempts.items():
            text, error = kernel.run(code)
            self.assertIn(expected, error or text, code)
        # The other's server, kernels and token.
        other_kernel = other.kernel()
        for path in ("contents", "kernels", f"kernels/{other_kernel.id}"):
            self.assertIn(one.ask("GET", f"/user/{other.name}/api/{path}").status_code, (403, 404), path)
        self.assertIn(one.ask("DELETE", f"/hub/api/users/{other.name}/server").status_code, (403, 404))
        self.assertIn(one.ask("POST", f"/hub/api/users/{other.name}/tokens", json={}).status_code, (403, 404))
        self.assertEqual(other_kernel.run("1 + 1"), ("2", None))

    def test_shared_data_is_read_and_what_is_made_of_it_is_ones_own(self):
        before = {each: each.stat().st_mtime_ns for each in self.course.data.rglob("*")}
        for student in self.students[:2]:
            kernel = student.kernel()
            text, error = kernel.run(
                "import io.transferlab.words.*; import java.nio.file.*;\n"
                'Path shared = Path.of(System.getenv("LAB_DATA_PATH"), "vectors", "tiny", "tiny.txt");\n'
                'System.out.println(WordVectors.load(shared).size());\nSystem.out.println(io.transferlab.core.Lab.home());'
            )
            self.assertEqual(error, None)
            self.assertEqual(text.split("\n")[:2], [str(WORDS), f"{student.user.home}/.transferlab"])
            self.assertTrue(list((student.user.home / ".transferlab").rglob("*tiny.txt*.cache")), "its cache")
        self.assertEqual({each: each.stat().st_mtime_ns for each in self.course.data.rglob("*")}, before)

    def test_who_takes_too_much_memory_disturbs_nobody(self):
        neighbour = self.students[1].kernel()
        self.assertEqual(neighbour.run("int mine = 42;")[1], None)
        greedy = self.students[3]
        greedy.start()
        kernel = greedy.kernel()
        text, error = kernel.run("var all = new ArrayList<byte[]>();\nfor (int i = 0; i < 1500; i++) { var a = new byte[1 << 20]; Arrays.fill(a, (byte) 1); all.add(a); }\nall.size()")
        self.assertEqual(error, "the kernel died", text)
        self.assertEqual(neighbour.run("mine"), ("42", None))
        self.assertIsNotNone(greedy.server())

    def test_what_is_idle_goes(self):
        idle = self.students[3]
        if not idle.server():
            idle.start()
        kernel = idle.kernel()
        pid = kernel.pid()
        # A cell that runs is no idleness, however long it takes.
        self.assertEqual(kernel.run("Thread.sleep(6000); 1 + 1")[1], None)
        self.assertTrue(os.path.exists(f"/proc/{pid}"))
        wait("the kernel's end", lambda: not os.path.exists(f"/proc/{pid}"), 60)
        wait("the server's end", lambda: not idle.server(), 60)
        self.assertEqual(hubs.processes_of(idle.user.id), [])


if __name__ == "__main__":
    unittest.main()
