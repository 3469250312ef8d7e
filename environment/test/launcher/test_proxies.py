"""Proxies as people write them, for Maven and apt: used, or named in one line; never passed by, no secret printed."""

import unittest
import xml.etree.ElementTree as ElementTree

from fakes import LauncherTest, function

READ = 'if read_proxy "https_proxy=$1"; then printf "%s|" "$PROXY_HOST" "$PROXY_PORT" "$PROXY_USER" "$PROXY_PASSWORD"; else echo "$PROXY_WHY"; fi'

# Maven that keeps what it was given: its arguments, and the settings that -s names.
MAVEN = """#!/bin/bash
echo "mvn $*" >>"$FAKES_LOG"
[ -z "$FAIL" ] || { echo "[ERROR] $FAIL"; exit 1; }
while [ $# -gt 0 ]; do
  case $1 in
    -s) cp "$2" "$HOME/given.xml"; ls -l "$2" | cut -c 1-10 >"$HOME/mode" ;;
    package) mkdir -p lab-support/target environment/kernel/target environment/commands/target/lib
      for jar in lab-support/target/lab-support-1 environment/kernel/target/lab-kernel environment/commands/target/lab-commands-1 environment/commands/target/lib/picocli-1; do
        echo x >$jar.jar
      done ;;
    -DoutputDirectory=*) mkdir -p "${1#*=}" && echo other >"${1#*=}/other.jar" ;;
  esac
  shift
done
"""


class ReadTest(unittest.TestCase):
    def test_as_people_write_them(self):
        for written, expected in (
            ("http://host:3128", "host|3128|||"),
            ("host:3128", "host|3128|||"),
            ("host", "host|80|||"),
            ("HTTP://Host.Example.EDU:3128/", "Host.Example.EDU|3128|||"),
            ("https://host:8443", "host|8443|||"),
            ("http://host:3128/path?x#y", "host|3128|||"),
            ("http://me:pw@host:3128", "host|3128|me|pw|"),
            (r"http://CAMPUS\me:pw@host:3128", r"host|3128|CAMPUS\me|pw|"),
            ("http://CAMPUS%5Cme:p%40w%3A%2f@host:3128", r"host|3128|CAMPUS\me|p@w:/|"),
            ("http://me:p@w@host:3128", "host|3128|me|p@w|"),
            ("http://me:a/b:c#d@host:3128", "host|3128|me|a/b:c#d|"),
            ("http://me:100%@host:3128", "host|3128|me|100%|"),
            ("http://me:%C3%A9@host:3128", "host|3128|me|é|"),
            ("me:pw@host:3128", "host|3128|me|pw|"),
            ("http://me@host:3128", "host|3128|me||"),
            ("http://[2001:db8::1]:3128", "[2001:db8::1]|3128|||"),
            ("http://[::1]", "[::1]|80|||"),
            ("10.0.0.1:8080", "10.0.0.1|8080|||"),
        ):
            with self.subTest(written):
                self.assertEqual(function(READ, written), expected)

    def test_what_cannot_be_used_is_named_without_its_secret(self):
        for written, words in (
            ("socks5://me:geheim@host:1080", "a proxy of the kind socks5://"),
            ("socks5h://host:1080", "a proxy of the kind socks5h://"),
            ("ftp://host", "a proxy of the kind ftp://"),
            ("http://", "names no host"),
            ("http://me:geheim@", "names no host"),
            ("http://me:geheim@ho st:80", "names no host"),
            ("http://host:port", "names no port"),
            ("http://host:0", "names no port"),
            ("http://host:99999", "names no port"),
            ("http://me:geheim", "names no port"),
            ("PROXY host:3128; DIRECT", "names no port"),
        ):
            with self.subTest(written):
                found = function(READ, written)
                self.assertIn(words, found)
                self.assertIn("https_proxy", found)
                self.assertNotIn("geheim", found)

    def test_which_variable_counts(self):
        setting = 'proxy_setting "$1"'
        self.assertEqual(function(setting, "https", HTTPS_PROXY="a:1", ALL_PROXY="b:2"), "HTTPS_PROXY=a:1")
        self.assertEqual(function(setting, "https", https_proxy="c:3", HTTPS_PROXY="a:1"), "https_proxy=c:3")
        self.assertEqual(function(setting, "https", http_proxy="c:3", ALL_PROXY="b:2"), "ALL_PROXY=b:2")
        self.assertEqual(function(setting, "https", https_proxy="  ", all_proxy=" b:2 "), "all_proxy=b:2")
        self.assertEqual(function(setting, "https", http_proxy="c:3"), "")

    def test_no_proxy_as_java_writes_it(self):
        for written, expected in (
            ("", []),
            ("example.edu", ["example.edu", "*.example.edu"]),
            (".example.edu, *.org", ["example.edu", "*.example.edu", "org", "*.org"]),
            ("a.b:8080 c", ["a.b", "*.a.b", "c", "*.c"]),
            ("10.0.0.0/8,192.168.0.0/16,10.1.2.0/24,172.16.0.0/12", ["10.*", "192.168.*", "10.1.2.*"]),
            ("[::1]:80,fe80::1", ["[::1]", "[fe80::1]"]),
        ):
            found = function("java_no_proxy", no_proxy=written)
            self.assertEqual(found.split("|")[3:], expected, written)
        self.assertEqual(function("java_no_proxy", NO_PROXY="a,*"), "*")


class MavenTest(LauncherTest):
    def setUp(self):
        super().setUp()
        self.fake("mvn", MAVEN)

    def given(self):
        return ElementTree.parse(self.home / "given.xml").getroot()

    def text(self, name):
        return [each.text for each in self.given().iter(name)]

    def test_maven_is_told_in_a_file_that_only_we_can_read_and_that_goes_again(self):
        answer = self.lab("setup", https_proxy=r"http://CAMPUS\me:g<&h%40@host:3128/", no_proxy="example.edu")
        self.assert_works(answer)
        self.assertEqual(self.text("host"), ["host"])
        self.assertEqual(self.text("port"), ["3128"])
        self.assertEqual(self.text("protocol"), ["https"])
        self.assertEqual(self.text("username"), [r"CAMPUS\me"])
        self.assertEqual(self.text("password"), ["g<&h@"])
        self.assertIn("*.example.edu", self.text("nonProxyHosts")[0])
        self.assertEqual((self.home / "mode").read_text().strip(), "-rw-------")
        self.assertEqual(list((self.root / "build").glob(".settings*")), [])
        said = answer.stderr + self.log.read_text() + (self.root / "build/log/maven.log").read_text()
        self.assertNotIn("g<&h", said)

    def test_the_persons_own_settings_stay_in_force(self):
        own = self.home / ".m2" / "settings.xml"
        own.parent.mkdir()
        own.write_text("<settings>\n<!-- <proxy> -->\n<mirrors><mirror><id>m</id></mirror></mirrors></settings>\n")
        self.assert_works(self.lab("setup", https_proxy="host:3128", http_proxy="[::1]:80"))
        self.assertEqual(self.text("id"), ["m", "lab-https", "lab-http"])
        self.assertEqual(self.text("host"), ["host", "::1"])

    def test_a_proxy_that_they_name_themselves_stays(self):
        own = self.home / ".m2" / "settings.xml"
        own.parent.mkdir()
        own.write_text("<settings><proxies>\n<proxy><host>theirs</host></proxy></proxies></settings>\n")
        self.assert_works(self.lab("setup", https_proxy="socks5://host:1"))
        self.assertFalse([call for call in self.calls("mvn") if " -s " in call or " -o " in call])
        own.unlink()
        self.source.write_text("class A { int b; }\n")
        self.assert_works(self.lab("setup", https_proxy="host:1", MAVEN_OPTS="-Dhttps.proxyHost=theirs"))
        self.assertFalse((self.home / "given.xml").exists())

    def test_without_one_nothing_changes(self):
        self.assert_works(self.lab("setup", no_proxy="x", https_proxy=""))
        self.assertTrue(all(call.startswith("mvn -B ") for call in self.calls("mvn")))

    def test_one_that_cannot_be_used_stops_nothing_where_nothing_is_to_be_fetched(self):
        answer = self.lab("setup", https_proxy="socks5://me:geheim@host:1080")
        self.assert_works(answer)
        # Asked around the proxy, the network might have answered.
        self.assertTrue(all(call.startswith("mvn -o ") for call in self.calls("mvn")))
        self.assertNotIn("geheim", answer.stderr)

    def test_and_is_the_named_cause_where_something_is(self):
        answer = self.lab("setup", https_proxy="socks5://me:geheim@host:1080", FAIL="Cannot access central in offline mode")
        self.assert_fails(answer, "something must be downloaded", "https_proxy names a proxy of the kind socks5://", "name an HTTP proxy")
        self.assertNotIn("geheim", answer.stderr)

    def test_a_download_that_fails_says_which_way_it_went(self):
        fault = "Could not transfer artifact a:b:pom:1 from/to central: Connection refused"
        answer = self.lab("setup", HTTPS_PROXY="http://me:geheim@host:3128", FAIL=fault)
        self.assert_fails(answer, "through the proxy host:3128 of HTTPS_PROXY")
        self.assertNotIn("geheim", answer.stderr)
        self.assert_fails(self.lab("setup", FAIL=fault), "without a proxy: set https_proxy")

    def test_maven_that_does_not_start(self):
        self.fake("mvn", "#!/bin/sh\necho 'Picked up x'\necho 'Unrecognized option: -Xfoo'\nexit 1\n")
        self.assert_fails(self.lab("setup", MAVEN_OPTS="-Xfoo"), "mvn did not start: Unrecognized option: -Xfoo", "MAVEN_OPTS is set")


class AptTest(LauncherTest):
    def setUp(self):
        super().setUp()
        self.remove("mvn")
        keep = f'for each; do case $each in -c=*) cp "${{each#-c=}}" {self.top}/apt.conf ;; esac; done; exit 1'
        self.make_debian(keep, user=1000)
        # sudo gives no variables on.
        self.fake("sudo", '#!/bin/bash\n[ "$1" != -n ] || shift\nexec env -i PATH="$PATH" FAKES_LOG="$FAKES_LOG" "$@"\n')

    def test_apt_is_told_although_sudo_drops_the_variables(self):
        answer = self.lab("setup", http_proxy=r"CAMPUS\me:a/b@host:3128", https_proxy="http://host")
        self.assertEqual(answer.returncode, 1)
        self.assertEqual(
            (self.top / "apt.conf").read_text(),
            'Acquire::http::Proxy "http://CAMPUS%5Cme:a%2Fb@host:3128/";\nAcquire::https::Proxy "http://host:80/";\n',
        )
        self.assertNotIn("a%2Fb", " ".join(self.calls("apt-get")))
        self.assertEqual(list((self.root / "build").glob(".apt*")), [])

    def test_apts_own_proxy_stays(self):
        self.fake("apt-config", "#!/bin/sh\necho 'Acquire::http::Proxy \"http://theirs:1\";'\n")
        self.lab("setup", http_proxy="host:3128")
        self.assertTrue(self.calls("apt-get"))
        self.assertFalse((self.top / "apt.conf").exists())

    def test_one_that_cannot_be_used_is_named(self):
        self.assert_fails(self.lab("setup", all_proxy="socks5://host:1"), "packages must be downloaded, and all_proxy names")
        self.assertEqual(self.calls("apt-get"), [])


if __name__ == "__main__":
    unittest.main()
