import shutil
import subprocess
import unittest

from fakes import LauncherTest, REPOSITORY


class DataDownloadTest(LauncherTest):
    def setUp(self):
        super().setUp()
        shutil.copy(REPOSITORY / "data-download.sh", self.root / "data-download.sh")

    def download(self, *arguments):
        return subprocess.run(
            ["bash", str(self.root / "data-download.sh"), *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=self.top,
            timeout=60,
        )

    def test_it_sets_up_what_it_needs_and_hands_the_names_on(self):
        answer = self.download("catsdogs", "glove-6b", "--to", "a folder", "--keep")
        self.assert_works(answer)
        self.assertEqual(len(self.calls("mvn")), 2)
        call = self.calls("java")[-1]
        self.assertTrue(call.endswith("io.transferlab.cli.Main data fetch catsdogs glove-6b --to a folder --keep"), call)

    def test_list_and_all(self):
        self.assert_works(self.download("--list"))
        self.assertTrue(self.calls("java")[-1].endswith("Main data list"))
        self.assert_works(self.download("--all", "--from", "stick"))
        self.assertTrue(self.calls("java")[-1].endswith("Main data fetch --all --from stick"))

    def test_help_and_wrong_usage_set_nothing_up(self):
        answer = self.download("--help")
        self.assert_works(answer)
        self.assertIn("--from DIR", answer.stdout)
        for arguments in ([], ["--to"], ["mit67", "--form", "x"], ["--to", "x"]):
            answer = self.download(*arguments)
            self.assertEqual(answer.returncode, 2, arguments)
            self.assertNotEqual(answer.stderr, "")
        self.assertEqual(self.calls("mvn"), [])

    def test_through_a_link(self):
        link = self.top / "get-data"
        link.symlink_to(self.root / "data-download.sh")
        answer = subprocess.run(
            ["bash", str(link), "mit67"],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        self.assert_works(answer)
        self.assertTrue(self.calls("java")[-1].endswith("data fetch mit67"))


class StampsTest(LauncherTest):
    """The set that a package holds is installed with apt, where there is one."""

    def lab_data(self, *arguments, installed="", apt="", stdin=None, **variables):
        self.make_debian(apt or ":")
        self.fake("dpkg-query", f"#!/bin/sh\nprintf '%s' '{installed}'\n")
        return self.lab("data", "fetch", *arguments, **variables)

    def installs(self):
        return [call for call in self.calls("apt-get") if "tuxpaint-stamps-default" in call]

    def asked(self):
        return [call for call in self.calls("java") if "Main data" in call]

    def test_it_is_installed_and_then_used(self):
        self.assert_works(self.lab_data("stamps", "--json"))
        self.assertEqual(len(self.installs()), 1)
        self.assertTrue(self.asked()[-1].endswith("Main data fetch stamps --json"))

    def test_what_is_there_is_not_installed(self):
        self.assert_works(self.lab_data("stamps", installed="install ok installed"))
        own = self.home / ".transferlab" / "sets" / "stamps"
        own.mkdir(parents=True)
        self.assert_works(self.lab_data("Stamps"))
        for others in (["mit67", "--to", "stamps"], ["--all"], ["stamps", "--from", "stick"], ["stamps", "--help"]):
            shutil.rmtree(own, ignore_errors=True)
            self.assert_works(self.lab_data(*others))
        self.assertEqual(self.installs(), [])

    def test_where_it_cannot_be_installed_the_others_go_on(self):
        broken = "echo 'E: Temporary failure resolving' >&2; exit 100"
        self.assert_fails(self.lab_data("stamps", apt=broken), "apt could not download", "sudo apt-get install tuxpaint-stamps")
        self.assertEqual(self.asked(), [])
        answer = self.lab_data("stamps", "mit67", apt=broken)
        self.assertIn("apt could not download", answer.stderr)
        self.assertTrue(self.asked()[-1].endswith("data fetch stamps mit67"))

    def test_without_apt_the_command_says_how(self):
        self.assert_works(self.lab("data", "fetch", "stamps"))
        self.assertTrue(self.asked()[-1].endswith("data fetch stamps"))


class WordNetTest(LauncherTest):
    """A dictionary that is used where it is there: it comes along, is fetched when asked for, and is never missed."""

    def setUp(self):
        super().setUp()
        shutil.rmtree(self.wordnet)

    def installs(self):
        return [call for call in self.calls("apt-get") if "wordnet-base" in call]

    def fetch(self, *arguments, apt=":", user=0):
        self.make_debian(apt, user)
        return self.lab("data", "fetch", *arguments)

    def fetched(self, names):
        return self.calls("java")[-1].endswith("Main data fetch " + names)

    def test_it_comes_along_when_something_is_installed(self):
        self.remove("mvn")
        self.make_debian("exit 1")
        self.lab("setup")
        self.assertTrue(self.installs()[0].endswith(" maven wordnet-base"), self.installs())

    def test_nothing_is_installed_for_it_alone(self):
        self.make_debian("exit 1")
        self.assert_works(self.lab("setup"))
        self.assertEqual(self.installs(), [])

    def test_what_apt_does_not_know_does_not_come_along(self):
        self.remove("mvn")
        self.make_debian("exit 1")
        self.fake("apt-cache", "#!/bin/sh\ncase $2 in wordnet*) echo '  Candidate: (none)' ;; *) echo '  Candidate: 2' ;; esac\n")
        self.lab("setup")
        self.assertEqual((self.installs(), len(self.calls("apt-get")) > 0), ([], True))

    def test_asked_for_it_is_installed_or_else_fetched(self):
        self.assert_works(self.fetch("wordnet"))
        self.assertEqual(len(self.installs()), 1)
        for how in ({"apt": "echo 'E: Temporary failure resolving' >&2; exit 100"}, {"user": 1000}):
            self.assert_works(self.fetch("WordNet", **how))
            self.assertTrue(self.fetched("WordNet"))

    def test_where_it_is_there_it_is_not_installed(self):
        own = self.home / ".transferlab" / "texts" / "wordnet" / "WordNet-3.0" / "dict"
        for folder in (own, self.wordnet):
            folder.mkdir(parents=True)
            (folder / "data.noun").touch()
            self.assert_works(self.fetch("wordnet"))
            shutil.rmtree(folder)
        for arguments in (["wordnet", "--again"], ["--again", "wordnet"], ["wordnet", "--from", "stick"]):
            self.assert_works(self.fetch(*arguments))
        self.assertEqual(self.installs(), [])

    def test_the_doctor_names_it_and_does_not_miss_it(self):
        self.assertIn("note     WordNet      not here", self.lab("doctor").stdout)
        self.wordnet.mkdir()
        (self.wordnet / "data.noun").touch()
        self.assertIn(f"ok       WordNet      {self.wordnet}", self.lab("doctor").stdout)


if __name__ == "__main__":
    unittest.main()
