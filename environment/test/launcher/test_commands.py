import json
import os
import pty
import re
import subprocess
import unittest

from fakes import REPOSITORY, LauncherTest, class_path, function


# A UTF-8 locale of this machine; none is needed on a Mac.
UTF8 = function('use_utf8; echo "$LAB_LOCALE"')


class UsageTest(LauncherTest):
    def test_an_unknown_command_is_wrong_usage_and_the_nearest_is_offered(self):
        self.assert_fails(self.lab("strat"), "unknown command strat", "did you mean start?", status=2)
        self.assertEqual(self.calls("mvn"), [])

    def test_no_command_shows_the_usage(self):
        answer = self.lab()
        self.assertEqual(answer.returncode, 2)
        self.assertIn("Usage:", answer.stderr)

    def test_help_goes_to_standard_output(self):
        for arguments in (["--help"], ["-h"], ["help"], ["start", "--help"]):
            answer = self.lab(*arguments)
            self.assert_works(answer)
            self.assertIn("doctor [--json]", answer.stdout)

    def test_a_closed_standard_input(self):
        answer = subprocess.run(
            f'exec bash "{self.root}/environment/lab" setup <&-',
            shell=True, env=self.environment, capture_output=True, text=True, timeout=60,
        )
        self.assert_works(answer)

    def test_unknown_options(self):
        self.assert_fails(self.lab("--prot"), "--prot", status=2)
        self.assert_fails(self.lab("start", "--prot"), "--prot", "--port N", status=2)
        self.assert_fails(self.lab("start", "--port", "eight"), "expected a port number", "eight", status=2)
        self.assert_fails(self.lab("doctor", "--xml"), "--xml", status=2)
        self.assert_fails(self.lab("kernel", "instal"), "expected install or path, found 'instal'", status=2)
        self.assert_fails(self.lab("run"), "expected one notebook or more", status=2)

    def test_a_missing_notebook(self):
        self.assert_fails(self.lab("run", "nowhere.ipynb"), "there is no notebook nowhere.ipynb")


class SetUpTest(LauncherTest):
    def test_the_second_set_up_builds_nothing(self):
        self.assert_works(self.lab("setup"))
        built = self.calls("mvn")
        self.assertEqual(len(built), 2, built)
        again = self.lab("setup")
        self.assert_works(again)
        self.assertEqual(self.calls("mvn"), built)
        self.assertNotIn("building", again.stderr)

    def test_a_changed_source_builds_again(self):
        self.assert_works(self.lab("setup"))
        self.source.write_text("class A { int a; }\n")
        self.assert_works(self.lab("setup"))
        self.assertEqual(len(self.calls("mvn")), 4)

    def test_a_lost_jar_builds_again(self):
        self.assert_works(self.lab("setup"))
        (self.root / "build" / "lib" / "other.jar").unlink()
        self.assert_works(self.lab("setup"))
        self.assertTrue((self.root / "build" / "lib" / "other.jar").exists())

    def test_two_set_ups_at_once_build_once(self):
        command = ["bash", str(self.root / "environment" / "lab"), "setup"]
        both = [subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE) for _ in range(2)]
        for each in both:
            _, errors = each.communicate(timeout=60)
            self.assertEqual(each.returncode, 0, errors)
        self.assertEqual(len(self.calls("mvn")), 2)

    def test_maven_is_not_needed_once_the_jars_are_there(self):
        self.assert_works(self.lab("setup"))
        self.remove("mvn")
        self.assert_works(self.lab("setup"))

    def test_a_failed_build_leaves_the_old_jars_and_no_litter(self):
        self.assert_works(self.lab("setup"))
        self.source.write_text("class A { oops }\n")
        self.fake("mvn", "#!/bin/sh\necho '[ERROR] COMPILATION ERROR :'\necho '[ERROR] /x/A.java:[1,11] oops'\nexit 1\n")
        self.assert_fails(self.lab("setup"), "do not compile", "A.java:[1,11] oops")
        self.assertTrue((self.root / "build" / "lib" / "other.jar").exists())
        self.assertEqual([p.name for p in (self.root / "build").iterdir() if p.name.startswith(".making")], [])

    def test_no_network_for_maven(self):
        self.fake(
            "mvn",
            "#!/bin/sh\necho '[ERROR] Could not transfer artifact org.nd4j:nd4j-api:pom:1 from/to central: Unknown host'\nexit 1\n",
        )
        self.assert_fails(self.lab("setup"), "could not download", "org.nd4j:nd4j-api", "network", "settings.xml")

    def test_a_full_disk(self):
        self.fake("df", "#!/bin/sh\nprintf 'Filesystem 1024-blocks Used Available\\n/dev/x 9 9 20480\\n'\n")
        self.assert_fails(self.lab("setup"), "expected 700 MiB of free space", "found 20 MiB", "LAB_BUILD")
        self.fake("df", "#!/bin/sh\nprintf 'Filesystem 1024-blocks Used Available\\n/dev/x 9 9 20480000\\n'\n")
        self.fake("mvn", "#!/bin/sh\necho '[ERROR] x: No space left on device'\nexit 1\n")
        self.assert_fails(self.lab("setup"), "disk is full", "20000 MiB free")

    def test_a_read_only_home_is_replaced(self):
        answer = self.lab("setup", HOME="/proc")
        self.assert_works(answer)
        self.assertIn("the home folder (/proc) cannot be written to", answer.stderr)
        spec = json.loads((self.root / "build/jupyter/kernels/java/kernel.json").read_text())
        self.assertIn(f"-Duser.home={self.root}/build/home", spec["argv"])

    def test_a_build_folder_that_cannot_be_made(self):
        self.assert_fails(self.lab("setup", LAB_BUILD="/proc/build"), "/proc/build", "set LAB_BUILD")


class JavaTest(LauncherTest):
    def test_java_home_comes_before_the_path(self):
        chosen = self.make_java(self.top / "jdk25", "25.0.3")
        self.assert_works(self.lab("setup", JAVA_HOME=str(chosen)))
        spec = json.loads((self.root / "build/jupyter/kernels/java/kernel.json").read_text())
        self.assertEqual(spec["argv"][0], str(chosen / "bin" / "java"))
        self.assertIn("--enable-native-access=ALL-UNNAMED", spec["argv"])

    def test_an_old_java_home_is_named_and_not_passed_over(self):
        old = self.make_java(self.top / "jdk11", "11.0.2")
        self.make_debian("exit 1")
        self.assert_fails(self.lab("setup", JAVA_HOME=str(old)), "expected a JDK of version 17", "11.0.2", "JAVA_HOME", "unset")
        self.assertEqual(self.calls("apt-get"), [])

    def test_an_old_java_on_the_path(self):
        old = self.make_java(self.top / "jdk8", "1.8.0_392")
        self.fake("java", (old / "bin" / "java").read_text())
        self.assert_fails(self.lab("setup"), "jdk", "install them with")
        answer = self.lab("doctor")
        self.assertIn("is Java 1.8.0_392", answer.stdout)

    def test_a_newer_jdk_of_the_system_serves_when_the_path_has_an_old_one(self):
        old = self.make_java(self.top / "jdk8", "1.8.0_392")
        self.fake("java", (old / "bin" / "java").read_text())
        newer = self.make_java(self.top / "jvm" / "java-21-openjdk-amd64", "21.0.1")
        self.assert_works(self.lab("setup"))
        spec = json.loads((self.root / "build/jupyter/kernels/java/kernel.json").read_text())
        self.assertEqual(spec["argv"][0], str(newer / "bin" / "java"))

    def test_a_runtime_without_compiler_does_not_serve(self):
        runtime = self.make_java(self.top / "jre17", "17.0.1", compiler=False)
        self.assert_fails(self.lab("setup", JAVA_HOME=str(runtime)), "without a compiler")


class PackagesTest(LauncherTest):
    def setUp(self):
        super().setUp()
        self.remove("mvn")

    def terminal(self):
        try:
            return pty.openpty()
        except OSError as error:  # a container without /dev/pts
            self.skipTest(str(error))

    def maven_appears(self):
        # What the package would do: the real fake comes from beside the PATH.
        (self.top / "mvn").write_text(MAVEN_LATER)
        return f'case "$*" in *install*) cp {self.top}/mvn {self.bin}/mvn; chmod +x {self.bin}/mvn ;; esac'

    def test_root_installs_without_a_question_when_there_is_no_terminal(self):
        self.make_debian(self.maven_appears())
        self.lab("setup")
        calls = self.calls("apt-get")
        self.assertEqual(len(calls), 1, calls)
        self.assertTrue(calls[0].endswith(" maven"), calls)

    def test_the_jdk_is_the_first_that_the_release_has(self):
        self.remove("java")
        self.make_debian("exit 1")
        self.fake("apt-cache", "#!/bin/sh\ncase $2 in *-17-*) echo '  Candidate: (none)' ;; *) echo '  Candidate: 2' ;; esac\n")
        self.lab("setup")
        self.assertIn("openjdk-21-jdk-headless", self.calls("apt-get")[0])

    def test_no_sudo(self):
        self.make_debian("exit 1", user=1000)
        self.assert_fails(self.lab("setup"), "there is no sudo", "apt-get install maven")
        self.assertEqual(self.calls("apt-get"), [])

    def test_sudo_that_wants_a_password(self):
        self.make_debian("exit 1", user=1000)
        self.fake("sudo", "#!/bin/sh\necho 'sudo: a password is required' >&2\nexit 1\n")
        self.assert_fails(self.lab("setup"), "sudo asks for a password", "sudo apt-get install maven")

    def test_no_network_for_apt(self):
        self.make_debian("echo 'E: Failed to fetch http://x Temporary failure resolving x' >&2; exit 100")
        self.assert_fails(self.lab("setup"), "apt could not download", "network", "sudo apt-get install maven")

    def test_a_package_that_apt_does_not_know(self):
        self.make_debian('case "$*" in *update*) exit 0 ;; esac; echo "E: Unable to locate package maven" >&2; exit 100')
        self.assert_fails(self.lab("setup"), "Unable to locate package maven")
        self.assertIn("update", " ".join(self.calls("apt-get")))

    def test_elsewhere_the_one_command_is_printed(self):
        self.fake("dnf", "#!/bin/sh\n")
        self.assert_fails(self.lab("setup"), "sudo dnf install maven")

    def test_at_a_terminal_the_person_is_asked(self):
        self.make_debian("exit 1")
        for answer, installs in [(b"n\n", 0), (b"\n", 1)]:
            ours, theirs = self.terminal()
            os.write(ours, answer)
            result = self.lab("setup", stdin=theirs)
            os.close(theirs)
            os.close(ours)
            self.assertIn("install with apt-get: maven?", result.stderr)
            self.assertEqual(result.returncode, 1)
            self.assertEqual(sum("install" in call for call in self.calls("apt-get")) > 0, installs > 0)

    def test_yes_answers_the_question(self):
        self.make_debian("exit 1")
        ours, theirs = self.terminal()
        result = self.lab("--yes", "setup", stdin=theirs)
        os.close(theirs)
        os.close(ours)
        self.assertNotIn("[Y/n]", result.stderr)
        self.assertTrue(self.calls("apt-get"))


MAVEN_LATER = """#!/bin/bash
mkdir -p lab-support/target environment/kernel/target environment/commands/target/lib
echo support >lab-support/target/lab-support-1.jar
echo kernel >environment/kernel/target/lab-kernel.jar
echo commands >environment/commands/target/lab-commands-1.jar
echo picocli >environment/commands/target/lib/picocli-1.jar
"""


class KernelTest(LauncherTest):
    def spec(self):
        return json.loads((self.root / "build/jupyter/kernels/java/kernel.json").read_text())

    def test_the_kernelspec(self):
        self.assert_works(self.lab("setup", LAB_HEAP="3g", OMP_NUM_THREADS="3"))
        spec = self.spec()
        self.assertEqual(spec["display_name"], "Java (lab, CPU)")
        self.assertEqual(spec["language"], "java")
        self.assertEqual(spec["interrupt_mode"], "message")
        self.assertEqual(spec["argv"][0], str(self.jdk / "bin" / "java"))
        self.assertIn("-Xmx3g", spec["argv"])
        self.assertEqual(spec["argv"][-2:], ["io.transferlab.kernel.Main", "{connection_file}"])
        path = class_path(spec)
        build = self.root / "build"
        self.assertEqual(
            path,
            [str(build / "kernel/lab-kernel.jar"), str(build / "lib/lab-support-1.jar"), str(build / "lib/other.jar")],
        )
        self.assertEqual(
            spec["env"],
            {
                "OMP_NUM_THREADS": "3",
                "OMP_WAIT_POLICY": "passive",
                "OPENBLAS_THREAD_TIMEOUT": "4",
                **({"LC_ALL": UTF8} if UTF8 else {}),
            },
        )

    def test_kernel_path_is_all_that_is_printed(self):
        answer = self.lab("kernel", "path")
        self.assert_works(answer)
        self.assertEqual(answer.stdout, f"{self.root}/build/jupyter-path\n")

    def test_other_jupyters_read_the_data_folders_in_the_kernelspec(self):
        self.assert_works(self.lab("kernel", "path", LAB_DATA="/data here", LAB_DATA_PATH="/a:/b"))
        spec = json.loads((self.root / "build/jupyter-path/kernels/java/kernel.json").read_text())
        self.assertEqual(spec["env"]["LAB_DATA"], "/data here")
        self.assertEqual(spec["env"]["LAB_DATA_PATH"], "/a:/b")

    def test_start_serves_without_a_browser_where_there_is_no_screen(self):
        self.make_debian("exit 1", user=0)
        answer = self.lab("start", "--port", "9001")
        self.assert_works(answer)
        call = self.calls("jupyter")[-1]
        for option in ("notebook", "--no-browser", "--port=9001", "--allow-root", f"--notebook-dir={self.home}/transferlab-labs"):
            self.assertIn(option, call)

    def test_start_as_an_ordinary_user_does_not_claim_root(self):
        self.fake("id", "#!/bin/sh\necho 1000\n")
        self.assert_works(self.lab("start"))
        self.assertNotIn("--allow-root", self.calls("jupyter")[-1])

    def test_show_opens_a_browser_only_where_there_is_one(self):
        for typed, variables, passed in (
            (("net.zip",), {}, "net.zip --no-browser"),
            (("net.zip", "--no-browser"), {}, "net.zip --no-browser"),
            (("net.zip",), {"BROWSER": "firefox"}, "net.zip"),
        ):
            self.assert_works(self.lab("show", *typed, **variables))
            self.assertTrue(self.calls("java")[-1].endswith(f" io.transferlab.cli.Main show {passed}"), self.calls("java")[-1])


class CommandTest(LauncherTest):
    def test_every_command_of_the_course_library_is_passed_on(self):
        rooms = REPOSITORY / "environment/commands/src/main/java/io/transferlab"
        names = set()
        for key, file in re.findall(r'all\.put\("([^"]+)", (\w+)\.class\)', (rooms / "cli/Main.java").read_text()):
            command = re.search(r"@Command\((.*?)\)\s*(?:public )?(?:final )?class", next(rooms.rglob(f"{file}.java")).read_text(), re.DOTALL)
            self.assertEqual(re.search(r'name = "([^"]+)"', command.group(1)).group(1), key)
            if "hidden = true" not in command.group(1):
                names.add(key)
        self.assertEqual(set(function('echo "$JAVA_COMMANDS"').split()), names)

    def test_other_commands_go_to_the_course_library(self):
        answer = self.lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--epochs", "2", "--help")
        self.assert_works(answer)
        self.assertIn("io.transferlab.cli.Main fine-tune Sketch_Objects sketch-catsdogs --epochs 2 --help", answer.stdout)
        # What is typed and its libraries are on the commands' class path; on the kernel's (above) they are not.
        for jar in ("lab-commands-1.jar", "picocli-1.jar", "lab-support-1.jar"):
            self.assertIn(jar, answer.stdout)
        self.assertNotIn("kernel", self.calls("java")[-1])

    def test_a_class_is_of_this_course_from_wherever_it_is_typed(self):
        self.assert_works(self.lab("mark", "handed-in"))
        self.assertTrue(self.calls("java")[-1].endswith(f"Main mark handed-in --dir {self.course}"), self.calls("java")[-1])
        self.assert_works(self.lab("submit", "3", LAB_NOTEBOOKS=str(self.top / "mine")))
        self.assertTrue(
            self.calls("java")[-1].endswith(f"Main submit 3 --dir {self.course} --labs-folder {self.top / 'mine'}"),
            self.calls("java")[-1],
        )

    def test_their_exit_status_is_ours(self):
        self.make_java(self.top / "failing", "17.0.1", then="exit 2")
        self.assertEqual(self.lab("bench", JAVA_HOME=str(self.top / "failing")).returncode, 2)


class DoctorTest(LauncherTest):
    ROOMS = ("jdk", "maven", "memory", "cpu", "build", "nd4j", "gpu", "jupyter", "nbconvert", "kernelspec", "fonts", "data", "wordnet")

    def doctor(self, **variables):
        answer = self.lab("doctor", "--json", **variables)
        self.assertEqual(len(answer.stdout.splitlines()), 1)
        return answer.returncode, json.loads(answer.stdout)

    def test_before_anything_is_set_up(self):
        self.remove("java", "mvn", "fc-list")
        self.make_debian("exit 1")
        status, found = self.doctor()
        self.assertEqual(status, 1)
        self.assertFalse(found["ok"])
        for room in self.ROOMS:
            self.assertIn(found[room]["status"], ("ok", "missing", "note"), room)
            if found[room]["status"] == "missing":
                self.assertTrue(found[room]["cure"], room)
        self.assertIn("openjdk-17-jdk-headless", found["jdk"]["cure"])
        self.assertEqual(self.calls("apt-get"), [])

    def test_when_all_is_there(self):
        probe = "printf 'nd4j.backend=CPU\\nfastpath=on\\nfastpath.kernel=avx2\\n'"
        chosen = str(self.make_java(self.top / "probing", "17.0.15", then=probe))
        self.assert_works(self.lab("setup", JAVA_HOME=chosen))
        status, found = self.doctor(JAVA_HOME=chosen)
        self.assertEqual(found["nd4j"]["fastPath"], True)
        self.assertIn("(avx2)", found["nd4j"]["found"])
        self.assertEqual(found["nd4j"]["backend"], "CPU")
        self.assertEqual(found["jdk"]["version"], "17.0.15")
        self.assertEqual((status, found["ok"]), (0, True), found)

    def test_a_lost_fast_path_is_a_miss(self):
        probe = "printf 'nd4j.backend=CPU\\nfastpath=off\\n'"
        chosen = str(self.make_java(self.top / "probing", "17.0.15", then=probe))
        self.assert_works(self.lab("setup", JAVA_HOME=chosen))
        status, found = self.doctor(JAVA_HOME=chosen)
        self.assertEqual(status, 1)
        self.assertEqual(found["nd4j"]["status"], "missing")

    def test_a_network_that_is_not_in_the_jar_is_a_miss_with_its_cure(self):
        probe = (
            "printf 'nd4j.backend=CPU\\nfastpath=on\\n"
            "network.Sketch_Objects.problem=Expected the weights; found none. Next: build again\\n'; exit 1"
        )
        chosen = str(self.make_java(self.top / "probing", "17.0.15", then=probe))
        self.assert_works(self.lab("setup", JAVA_HOME=chosen))
        _, found = self.doctor(JAVA_HOME=chosen)
        self.assertEqual(found["networks"], {"status": "missing", "found": "Expected the weights; found none.", "cure": "build again"})

    def test_a_gpu_that_one_library_cannot_serve_is_told_so(self):
        self.fake("nvidia-smi", "#!/bin/sh\necho '0, NVIDIA H200, 9.0, 570.86.15, 143771 MiB, Disabled'\n")
        _, found = self.doctor()
        self.assertEqual(found["gpu"]["name"], "NVIDIA H200")
        self.assertEqual(found["gpu"]["computeCapability"], "9.0")
        self.assertEqual(found["gpu"]["training"]["by"], "CPU")
        self.assertEqual(found["gpu"]["features"]["by"], "ONNX")
        self.assertIn("serves compute capabilities 3.7 to 8.9", found["gpu"]["found"])

    def test_a_gpu_without_a_working_driver(self):
        self.fake("nvidia-smi", "#!/bin/sh\necho 'NVIDIA-SMI has failed because it could not talk to the driver'\nexit 9\n")
        _, found = self.doctor()
        self.assertIn("could not talk", found["gpu"]["found"])

    def test_names_that_json_must_escape(self):
        folder = self.top / 'da"ta\\x'
        folder.mkdir()
        _, found = self.doctor(LAB_DATA=str(folder))
        self.assertEqual(found["data"]["path"], str(folder))

    def test_a_missing_folder_in_the_data_path(self):
        _, found = self.doctor(LAB_DATA_PATH=f"{self.top}:/nowhere")
        self.assertIn("/nowhere", found["dataPath"]["found"])


if __name__ == "__main__":
    unittest.main()
