"""What real machines hand down: locales, shells, odd paths, variables, memory limits, proxies. Each kind with the
members that were found in bug reports of other projects, and what is right for each."""

import json
import os
import shutil
import subprocess
import sys
import unittest

from fakes import REPOSITORY, LauncherTest, class_path, function, real_java

# `locale` on a system that has these: -a lists them; charmap names the encoding, and complains like glibc's about any
# category that is not installed. In Python: a shell would complain by itself about locales that are not here.
LOCALE = """#!{python} -IS
import sys
installed = "C POSIX {installed}".split()
if sys.argv[1:] == ["-a"]:
    sys.exit(print("\\n".join(installed)))
# As it was handed down: Python changes LC_CTYPE where the locale is C.
given = open("/proc/self/environ").read().split("\\0")[:-1]
of = dict(each.split("=", 1) for each in given).get
main = of("LC_ALL") or of("LC_CTYPE") or of("LANG") or "C"
names = [main] if of("LC_ALL") else [main, of("LC_TIME") or main, of("LC_MESSAGES") or main]
same = [each.replace("UTF-8", "utf8") for each in installed]
if any(name.replace("UTF-8", "utf8") not in same for name in names):
    print("locale: Cannot set LC_ALL to default locale: No such file or directory", file=sys.stderr)
if main.replace("UTF-8", "utf8") not in same:
    main = "C"
print("UTF-8" if "utf" in main.lower() else "ISO-8859-1" if "8859" in main else "ANSI_X3.4-1968")
"""
SETTINGS = (
    {},
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX"},
    {"LANG": "C"},
    {"LC_CTYPE": "UTF-8"},  # what macOS sends by ssh
    {"LANG": "en_US.UTF-8"},  # where it is not installed
    {"LANG": "de_DE.UTF-8", "LC_ALL": ""},
    {"LC_ALL": "de_DE.ISO-8859-1"},
    {"LANG": "de_DE@euro"},
    {"LANG": "C.UTF-8", "LC_TIME": "de_DE.UTF-8"},  # one part that is missing is enough
    {"LANG": "en_US.UTF-8", "LANGUAGE": "en_US:de"},
)


@unittest.skipIf(os.uname().sysname == "Darwin", "a Mac's Java is always UTF-8")
class LocaleTest(LauncherTest):
    def used(self, **variables):
        """The locale that Java runs in, and the one that the kernelspec names."""
        answer = self.lab("data", "list", JAVA_HOME=self.java_saying('echo "LC_ALL=$LC_ALL"'), **variables)
        self.assert_works(answer)
        spec = json.loads((self.root / "build/jupyter/kernels/java/kernel.json").read_text())
        return answer.stdout.split("LC_ALL=")[-1].strip(), spec["env"].get("LC_ALL"), answer.stderr

    def test_whatever_is_set_java_reads_file_names_as_utf8(self):
        self.fake("locale", LOCALE.format(python=sys.executable, installed="C.utf8 de_DE.ISO-8859-1"))
        for variables in SETTINGS:
            with self.subTest(variables):
                self.assertEqual(self.used(**variables)[:2], ("C.utf8", "C.utf8"))

    def test_one_that_is_installed_stays(self):
        self.fake("locale", LOCALE.format(python=sys.executable, installed="C.utf8 de_DE.utf8"))
        self.assertEqual(self.used(LC_ALL="de_DE.UTF-8")[0], "de_DE.UTF-8")
        self.assertEqual(self.used(LANG="de_DE.utf8")[:2], ("", "C.utf8"))

    def test_systems_without_c_utf8(self):
        for installed, expected in (("en_US.utf8", "en_US.utf8"), ("fr_FR.UTF-8", "fr_FR.UTF-8"), ("ja_JP.utf8 de_DE", "ja_JP.utf8")):
            self.fake("locale", LOCALE.format(python=sys.executable, installed=installed))
            self.assertEqual(self.used(LC_ALL="C")[:2], (expected, expected))

    def test_where_there_is_none_it_is_said(self):
        self.fake("locale", LOCALE.format(python=sys.executable, installed="de_DE.ISO-8859-1"))
        used, spec, words = self.used(LANG="de_DE.UTF-8")
        self.assertEqual((used, spec), ("", None))
        self.assertIn("this system has no UTF-8 locale", words)

    def test_a_system_without_the_program_locale(self):
        self.remove("locale")
        self.assertEqual(self.used(LC_ALL="C")[:2], ("C.UTF-8", "C.UTF-8"))

    @unittest.skipUnless(shutil.which("java") and "utf8" in function("locale -a").lower().replace("-", ""), "needs Java and a UTF-8 locale")
    def test_a_real_java_finds_a_folder_with_an_umlaut_under_each(self):
        probe = self.top / "Probe.java"
        java = real_java()[0]
        probe.write_text(
            "class Probe { public static void main(String[] a) {"
            " System.out.println(a[0].length() + \" \" + java.nio.file.Files.isDirectory(java.nio.file.Path.of(a[0]))); } }"
        )
        (self.top / "Größe").mkdir()
        quick = ["-J-XX:TieredStopAtLevel=1", "-proc:none", "-d", str(self.top)]
        subprocess.run([java + "c", *quick, str(probe)], check=True)
        run = f'LAB_BUILD={self.top}/b; set_places; cd "{self.top}"; "{java}" -XX:TieredStopAtLevel=1 -cp . Probe Größe'
        for variables in SETTINGS[1:9:3]:
            with self.subTest(variables):
                self.assertEqual(function(run, HOME=str(self.home), **variables), "5 true")


class ShellTest(LauncherTest):
    def works(self, **how):
        answer = self.lab("data", "list", **how)
        self.assert_works(answer)
        self.assertIn("io.transferlab.cli.Main data list", answer.stdout)
        return answer

    def test_variables_that_bend_a_shell_or_its_tools(self):
        expected = self.works().stdout
        noisy = self.top / "rc"
        noisy.write_text("set -u\n")
        for variables in (
            {"CDPATH": "."},
            {"CDPATH": f"{self.top}:/"},
            {"BASH_ENV": str(noisy), "ENV": str(noisy)},
            {"GREP_OPTIONS": "--color=always", "GREP_COLOR": "1;31", "CLICOLOR_FORCE": "1"},
            {"IFS": "/", "POSIXLY_CORRECT": "1"},
            {"SHELLOPTS": "noclobber:nounset:errexit:noglob"},
            {"SHELLOPTS": "posix:allexport:keyword"},
            {"BASHOPTS": "failglob:nullglob:nocasematch:dotglob"},
            {"TMPDIR": "/nowhere/at all"},
            {"TMPDIR": "/proc"},
            {"TMPDIR": "relative"},
            {"CLASSPATH": "/nowhere/*", "JAVA_VERSION": "jdk-17.0.9+9", "JAVA_OPTIONS": "-Xmx1m"},
            {"BLOCK_SIZE": "1", "BLOCKSIZE": "1G", "DF_BLOCK_SIZE": "K"},
            {"LS_COLORS": "x", "TERM": "", "COLUMNS": "1", "LANGUAGE": "xx"},
            {"command": "x", "port": "y", "jar": "z", "made": "m", "LAB_ROOT": "/nowhere", "LAB_HERE": "/nowhere"},
        ):
            with self.subTest(variables):
                shutil.rmtree(self.root / "build")
                self.assertEqual(self.works(**variables).stdout, expected)

    def test_functions_that_a_shell_exports(self):
        for text in (
            'cd() { builtin cd "$@" && ls; }',
            "grep() { command grep --color=always -n \"$@\"; }",
            "mkdir() { echo made; }; dirname() { echo /; }; sed() { :; }",
            "fail() { :; }; main() { echo theirs; }; say() { :; }",
        ):
            with self.subTest(text):
                names = " ".join(part.split("(")[0].strip() for part in text.split(";") if "()" in part)
                self.works(before=f"{text}\nexport -f {names}")

    def test_options_do_not_reach_the_scripts_that_it_starts(self):
        self.fake("mvn", (self.bin / "mvn").read_text().replace("for argument", 'echo "opts $SHELLOPTS $CDPATH" >>"$FAKES_LOG"\nfor argument', 1))
        self.works(SHELLOPTS="noclobber:nounset", CDPATH="/")
        self.assertEqual(sorted(set(self.calls("opts")[0].split()[1].split(":")) & {"noclobber", "nounset"}), [])

    def test_another_python_s_modules(self):
        self.fake("python-of-jupyter", '#!/bin/sh\necho "python home=$PYTHONHOME io=$PYTHONIOENCODING" >>"$FAKES_LOG"\n')
        self.lab("run", str(self.course / "00-start.ipynb"), PYTHONIOENCODING="ascii", PYTHONHOME="/theirs")
        # A Python of the person's own choice keeps what belongs to it.
        self.assertIn("python home=/theirs io=", self.calls("python"))
        gone = function('echo "${PYTHONHOME-gone} ${PYTHONPATH-gone}"', PYTHONHOME="/nowhere", PYTHONPATH="/nowhere")
        if os.access("/usr/bin/jupyter-notebook", os.X_OK):
            self.assertEqual(gone, "gone gone")

    def test_a_folder_that_is_gone(self):
        gone = self.top / "gone"
        gone.mkdir()
        self.assert_fails(self.lab("setup", cwd=gone, before=f'{shutil.which("rmdir")} "$PWD"'), "the folder in which this was typed is gone")

    def test_a_tmp_that_cannot_be_written_to(self):
        text = 'writable() { [ "$1" != /tmp ] && [ -d "$1" ]; }; LAB_BUILD=$1; use_temporary; echo "$TMPDIR $LAB_TEMPORARY"'
        self.assertEqual(function(text, str(self.top)), f"{self.top}/tmp {self.top}/tmp")
        self.assertEqual(function(text, str(self.top), TMPDIR=str(self.home)), f"{self.home} {self.home}")


class CheckoutTest(LauncherTest):
    def test_git_keeps_the_bytes_of_scripts_and_of_files_with_hashes(self):
        if not (shutil.which("git") and (REPOSITORY / ".git").exists()):
            self.skipTest("no checkout of Git")
        names = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.split("\n")
        chosen = [name for name in names if name.endswith((".sh", ".weights", "SHA256SUMS", ".py", ".npy", ".gz", "golden.txt"))]
        chosen += ["environment/lab", ".ci/run"]
        subprocess.run(
            ["git", "-c", "core.autocrlf=true", "-c", "core.eol=crlf", "checkout-index", f"--prefix={self.top}/out/", "--", *chosen],
            cwd=REPOSITORY, check=True,
        )
        for name in chosen:
            there = subprocess.run(["git", "show", f":{name}"], cwd=REPOSITORY, capture_output=True, check=True).stdout
            self.assertEqual((self.top / "out" / name).read_bytes(), there, name)

    def move(self, name):
        root = self.top / name / "course"
        root.parent.mkdir(parents=True)
        shutil.move(self.root, root)
        self.root = root

    def test_odd_paths_that_serve(self):
        for name in (
            *("a b", "it's", 'say "x"', "$HOME", "a&b;c", "50%", "no #1", "who?", "[ab]", "{a,b}", "Größe"),
            *("*", "-x", "~", "back\\slash", "a!b", "`id`", "$(id)", "<|>"),
        ):
            with self.subTest(name):
                self.move(name)
                answer = self.lab("data", "list")
                self.assert_works(answer)
                self.assertIn(f"{self.root}/build/lib/other.jar", answer.stdout)
                spec = json.loads((self.root / "build/jupyter/kernels/java/kernel.json").read_text())
                self.assertIn(f"{self.root}/build/kernel/lab-kernel.jar", class_path(spec))
                self.assertEqual(list((self.root / "build").glob(".making*")), [])

    def test_odd_paths_that_cannot_serve_are_named_before_anything_is_built(self):
        for name, words in (
            ("a:b", "without a colon"),
            ("at last!", "whose name ends in !"),
            ("new\nline", "without line ends"),
            ("tab\t", "without line ends"),
            ("end\n", "without line ends"),
            (b"Gr\xf6\xdfe".decode(errors="surrogateescape"), "in UTF-8"),
        ):
            with self.subTest(name):
                self.move(name)
                self.assert_fails(self.lab("setup"), words, "move the course" if words != "in UTF-8" else "rename the folder")
                self.assertFalse((self.root / "build").exists())

    def test_the_same_for_a_build_folder(self):
        self.assert_fails(self.lab("setup", LAB_BUILD=f"{self.top}/a:b"), "without a colon", "LAB_BUILD")
        self.assertFalse((self.top / "a:b").exists())

    def test_from_its_own_folder_and_through_links(self):
        (self.top / "link").symlink_to("course/environment/lab")
        for command in (["bash", "lab"], ["bash", "./lab"], ["bash", "../lab"], ["bash", "../../../link"]):
            below = command[1].startswith("../")
            answer = subprocess.run(
                [*command, "data", "list"], cwd=self.root / "environment" / ("lib" if below else ""), env=self.environment,
                capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
            )
            self.assert_works(answer)

    def test_a_checkout_that_cannot_be_written_to_is_built_elsewhere(self):
        self.fake("mvn", (self.bin / "mvn").read_text().replace("for argument", 'echo "in $PWD" >>"$FAKES_LOG"\nfor argument', 1))
        # Root may write anywhere: the probe is told not to.
        self.fake("mktemp", f'#!/bin/sh\ncase $* in */lab-support/*) exit 1 ;; esac\nexec {shutil.which("mktemp")} "$@"\n')
        build = self.top / "mine"
        self.assert_works(self.lab("setup", LAB_BUILD=str(build)))
        self.assertEqual(set(self.calls("in")), {f"in {build}/sources"})
        self.assertTrue((build / "lib" / "lab-support-1.jar").exists())
        self.assertFalse((self.root / "lab-support" / "target").exists())

    def test_without_the_right_to_execute(self):
        shutil.copy(REPOSITORY / "data-download.sh", self.root / "data-download.sh")
        for name in ("environment/lab", "data-download.sh"):
            (self.root / name).chmod(0o644)
        answer = subprocess.run(
            ["bash", str(self.root / "data-download.sh"), "--list"], env=self.environment, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
        )
        self.assert_works(answer)


class VariablesTest(LauncherTest):
    def test_a_folder_is_absolute_and_the_same_for_commands_and_kernels(self):
        below = self.top / "where I am"
        below.mkdir()
        says = self.java_saying('echo "data=$LAB_DATA"; echo "path=$LAB_DATA_PATH"; echo "mirror=$LAB_MIRROR"')
        for given, expected in (
            ("~/lab", f"{self.home}/lab"),
            ("~", str(self.home)),
            ("lab", f"{below}/lab"),
            ("./lab/", f"{below}/lab"),
            (".", str(below)),
            ("../lab", f"{below}/../lab"),
            ("/a b/", "/a b"),
            (" /a\r", "/a"),
            ("/", "/"),
            ("", f"{self.home}/.transferlab"),
            ("  ", f"{self.home}/.transferlab"),
        ):
            with self.subTest(given):
                answer = self.lab("kernel", "path", cwd=below, LAB_DATA=given)
                self.assert_works(answer)
                spec = json.loads((self.root / "build/jupyter-path/kernels/java/kernel.json").read_text())
                self.assertEqual(spec["env"]["LAB_DATA"], expected)
                self.assertIn(f"data={expected}\n", self.lab("data", "list", cwd=below, LAB_DATA=given, JAVA_HOME=says).stdout)

    def test_the_members_of_a_path(self):
        says = self.java_saying('echo "path=${LAB_DATA_PATH-unset}"')
        for given, expected in (
            ("~/a:b:/c d/::", f"{self.home}/a:{self.top}/b:/c d"),
            ("~", str(self.home)),
            (":", "unset"),
            ("", ""),
        ):
            out = self.lab("data", "list", LAB_DATA_PATH=given, JAVA_HOME=says).stdout
            self.assertIn(f"path={expected}\n", out, given)

    def test_a_mirror_that_is_a_folder(self):
        says = self.java_saying('echo "mirror=$LAB_MIRROR"')
        (self.top / "stick").mkdir()
        for given, expected in (
            ("stick", f"{self.top}/stick"),
            ("./stick/", f"{self.top}/stick"),
            ("~/stick", f"{self.home}/stick"),
            ("/media/USB STICK", "/media/USB STICK"),
            ("cache.example.edu", "cache.example.edu"),
            ("https://cache.example.edu/a/", "https://cache.example.edu/a/"),
            ("file:///media/USB STICK", "file:///media/USB STICK"),
        ):
            self.assertIn(f"mirror={expected}\n", self.lab("data", "list", LAB_MIRROR=given, JAVA_HOME=says).stdout)

    def test_somebody_elses_home_is_not_guessed(self):
        for variable in ("LAB_DATA", "LAB_BUILD", "LAB_NOTEBOOKS", "LAB_DATA_PATH", "JAVA_HOME"):
            self.assert_fails(self.lab("setup", **{variable: "~somebody/lab"}), f"in full in {variable}, found ~somebody/lab")

    def test_empty_is_unset(self):
        names = "LAB_BUILD LAB_DATA LAB_DATA_PATH LAB_NOTEBOOKS LAB_HEAP LAB_MIRROR LAB_ND4J JAVA_HOME MAVEN_OPTS TMPDIR OMP_NUM_THREADS JUPYTER_PATH"
        self.assert_works(self.lab("start", "--no-browser", **dict.fromkeys(names.split(), "")))
        self.assertTrue((self.root / "build" / "stamp").exists())

    def test_a_build_folder_from_the_home(self):
        self.assert_works(self.lab("setup", LAB_BUILD="~/build here"))
        self.assertTrue((self.home / "build here" / "stamp").exists())
        self.assertFalse((self.top / "~").exists())

    def test_a_java_home_from_the_home(self):
        self.make_java(self.home / "jdk", "21.0.1")
        self.assert_works(self.lab("setup", JAVA_HOME="~/jdk/"))


# What the machine allows, and what says so.
FOUND = 'find_memory; echo "$MEMORY_MIB $MEMORY_WORDS"'


class MemoryTest(LauncherTest):
    def limit(self, groups="", files=(), **variables):
        """The memory of a machine of 16000 MiB whose /proc/self/cgroup says `groups`."""
        for path, text in files:
            path = self.top / "cgroup" / path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        (self.top / "self").write_text(groups)
        (self.top / "meminfo").write_text(f"MemTotal:       {16000 * 1024} kB\n")
        self.environment.update(
            LAB_CGROUP=str(self.top / "self"), LAB_CGROUP_DIR=str(self.top / "cgroup"), LAB_MEMINFO=str(self.top / "meminfo")
        )
        text = variables.pop("text", FOUND)
        return function(text, **{k: v for k, v in self.environment.items() if k.startswith("LAB_")}, **variables)

    def test_the_whole_machine(self):
        self.assertEqual(self.limit("0::/\n", [("memory.max", "max\n")]), "16000 this machine's memory")

    def test_a_group_of_version_2_or_one_above_it(self):
        files = [("memory.max", "max\n"), ("job_5/memory.max", "4294967296\n"), ("job_5/step_0/memory.max", "max\n")]
        self.assertIn("4096 the memory limit of this job", self.limit("0::/job_5/step_0\n", files))

    def test_a_group_that_is_slowed_down_before_it_is_stopped(self):
        self.assertTrue(self.limit("0::/a\n", [("a/memory.high", "3221225472\n")]).startswith("3072 "))

    def test_a_group_of_version_1(self):
        files = [("memory/slurm/job_7/memory.limit_in_bytes", "2147483648\n"), ("memory/memory.limit_in_bytes", "9223372036854771712\n")]
        self.assertTrue(self.limit("5:cpu:/x\n4:cpuset,memory:/slurm/job_7/step_batch\n0::/\n", files).startswith("2048 "))

    def test_inside_a_container_the_groups_path_is_not_there(self):
        files = [("memory/memory.limit_in_bytes", "1073741824\n")]
        self.assertTrue(self.limit("4:memory:/docker/0123abc\n", files).startswith("1024 "))

    def test_the_limits_of_a_shell(self):
        # Java starts only where addresses are left that it does not fill.
        self.assertTrue(self.limit(text="ulimit -v 6291456; " + FOUND).startswith("2644 what the limit of this shell (ulimit -v) leaves"))
        self.assertEqual(self.limit(text="ulimit -d 2097152; " + FOUND), "2048 the memory limit of this shell (ulimit -d)")

    def test_the_advice_names_the_limit_and_not_the_machine(self):
        self.limit("0::/job\n", [("job/memory.max", "3221225472\n")])
        self.assert_fails(self.lab("data", "list", LAB_HEAP="4g"), "the memory limit of this job or container (cgroup), 3072 MiB", "LAB_HEAP=4g")
        self.limit("0::/job\n", [("job/memory.max", "524288000\n")])
        answer = self.lab("data", "list")
        self.assert_fails(answer, "the memory limit of this job or container (cgroup) is 500 MiB", "ask for more")
        self.assertNotIn("LAB_HEAP", answer.stderr)

    def test_a_smaller_limit_gives_a_smaller_heap(self):
        options = self.limit("0::/job\n", [("job/memory.max", "3221225472\n")], text='find_memory_options; echo "$MEMORY_OPTIONS"')
        self.assertTrue(options.startswith("-Xmx1g "), options)

    def test_a_heap_that_is_forced_too_small(self):
        for options in ("-Xmx256m", "-Dx=y -Xmx2g -Xmx100m", "-XX:MaxHeapSize=268435456"):
            answer = self.lab("data", "list", _JAVA_OPTIONS=options)
            self.assert_fails(answer, "_JAVA_OPTIONS sets", "which LAB_HEAP cannot change", "unset _JAVA_OPTIONS")
        self.assert_works(self.lab("data", "list", _JAVA_OPTIONS="-Xmx1g"))
        # What a command line overrules is no matter.
        self.assert_works(self.lab("data", "list", JAVA_TOOL_OPTIONS="-Xmx100m", JDK_JAVA_OPTIONS="-Xmx100m"))

    def test_options_with_which_java_does_not_start(self):
        refuses = self.make_java(self.top / "refusing", "17.0.1")
        (refuses / "bin" / "java").write_text(
            "#!/bin/sh\necho 'Picked up JAVA_TOOL_OPTIONS: x' >&2\necho 'Unrecognized option: -Xfoo' >&2\nexit 1\n"
        )
        self.make_debian("exit 1")
        answer = self.lab("setup", JAVA_HOME=str(refuses), JAVA_TOOL_OPTIONS="-Xfoo -Dhttp.proxyPassword=geheim")
        self.assert_fails(answer, "Unrecognized option: -Xfoo", "JAVA_TOOL_OPTIONS=-Xfoo", "unset that")
        self.assertNotIn("geheim", answer.stderr)
        self.assertEqual(self.calls("apt-get"), [])

    def test_the_doctor_names_them(self):
        found = json.loads(
            self.lab("doctor", "--json", _JAVA_OPTIONS="-Xmx600m", JAVA_TOOL_OPTIONS="-Da=b -Dhttps.proxyPassword=geheim").stdout
        )
        self.assertEqual(found["inherited"]["status"], "note")
        self.assertIn("JAVA_TOOL_OPTIONS=-Da=b", found["inherited"]["found"])
        self.assertIn("_JAVA_OPTIONS=-Xmx600m", found["inherited"]["found"])
        self.assertNotIn("geheim", json.dumps(found))
        self.assertEqual(found["memory"]["heap"], "600m")
        self.assertIn("unset _JAVA_OPTIONS", found["memory"]["cure"])
        found = json.loads(self.lab("doctor", "--json", _JAVA_OPTIONS="-Xmx100m").stdout)
        self.assertEqual(found["memory"]["status"], "missing")
        self.assertIn("unset _JAVA_OPTIONS", found["memory"]["cure"])

    def test_the_doctor_names_a_limit(self):
        self.limit("0::/job\n", [("job/memory.max", "2684354560\n")])
        found = json.loads(self.lab("doctor", "--json").stdout)["memory"]
        self.assertEqual((found["totalMiB"], found["status"]), (2560, "note"))
        self.assertIn("cgroup", found["limit"])
        self.assertIn("raise the memory limit of this job", found["cure"])

    def test_a_full_disk_is_missing_and_one_that_is_nearly_full_is_noted(self):
        for kib, status, words in ((0, "missing", "0 MiB"), (60 * 1024, "missing", "60 MiB"), (500 * 1024, "note", "500 MiB"), (9000 * 1024, "ok", "1000 MiB and more")):
            self.fake("df", f"#!/bin/sh\nprintf 'Filesystem 1024-blocks Used Available Capacity Mounted\\n/dev/x 9 9 {kib} 9 /\\n'\n")
            answer = self.lab("doctor", "--json")
            found = json.loads(answer.stdout)
            self.assertEqual(found["disk"]["status"], status)
            self.assertIn(words, found["disk"]["found"])
            if status == "missing":
                self.assertEqual(answer.returncode, 1)
                self.assertIn("LAB_BUILD", found["disk"]["cure"])

    def test_a_disk_that_df_does_not_know(self):
        self.fake("df", "#!/bin/sh\nprintf 'Filesystem\\n- - - - -\\n'\n")
        self.assertIsNone(json.loads(self.lab("doctor", "--json").stdout)["data"]["freeMiB"])


class WordsTest(LauncherTest):
    def handed_on(self, *arguments):
        kept = self.top / "arguments"
        java = self.java_saying(f'for each; do printf "%s\\\\0" "$each"; done >"{kept}"')
        self.assert_works(self.lab(*arguments, JAVA_HOME=java))
        given = kept.read_text().split("\0")[:-1]
        return given[given.index("io.transferlab.cli.Main") + 1 :]

    def test_arguments_are_passed_on_as_they_are(self):
        for arguments in (
            ["words", "nearest", ","],
            ["words", "nearest", "-lrb-"],
            ["words", "nearest", ""],
            ["words", "nearest", "*", "?", "[a]", "~", "$HOME", "`id`", "a\\b", "'", '"'],
            ["words", "nearest", "two\nlines", " spaces "],
            ["words", "nearest", "--", "--yes", "-h", "--help"],
            ["words", "nearest", "-"],
            ["words", "nearest", "Größe", "naïve"],
            ["fine-tune", "--help"],
        ):
            self.assertEqual(self.handed_on(*arguments), arguments)

    def test_yes_is_ours_before_the_double_dash(self):
        self.assertEqual(self.handed_on("words", "nearest", "--yes", "cat"), ["words", "nearest", "cat"])

    def test_a_command_is_one_whole_word(self):
        for command in ("", " ", "start run", "run doctor", "*", "words\n"):
            self.assert_fails(self.lab(command), "unknown command", status=2)
        self.assert_fails(self.lab("", "setup"), "unknown command", status=2)

    def test_what_follows_the_double_dash_is_jupyters(self):
        self.assert_works(self.lab("start", "--no-browser", "--", "--help", "--yes", "--ip=0.0.0.0"))
        self.assertTrue(self.calls("jupyter")[-1].endswith(" --help --yes --ip=0.0.0.0"), self.calls("jupyter"))

    def test_a_port_that_is_none(self):
        for port in ("", "0x50", "-1", "99999", "70000", "8888 "):
            answer = self.lab("start", f"--port={port}")
            if port:
                self.assert_fails(answer, "expected a port number", status=2)
        self.assert_fails(self.lab("start", "--port", "99999"), "expected a port number", status=2)

    def test_a_notebook_called_help(self):
        self.assert_fails(self.lab("run", "a --help b.ipynb"), "there is no notebook a --help b.ipynb")


if __name__ == "__main__":
    unittest.main()
