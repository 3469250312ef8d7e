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


if __name__ == "__main__":
    unittest.main()
