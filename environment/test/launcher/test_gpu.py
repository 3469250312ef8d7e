import json
import unittest

from fakes import LauncherTest, function

# What nvidia-smi prints for the fields that we ask (GPU_FIELDS), machine by machine.
RTX_3060 = "0, NVIDIA GeForce RTX 3060, 8.6, 535.154.05, 12288 MiB, [N/A]"
RTX_4090 = "0, NVIDIA GeForce RTX 4090, 8.9, 550.54.14, 24564 MiB, [N/A]"
RTX_5090 = "0, NVIDIA GeForce RTX 5090, 12.0, 570.86.16, 32607 MiB, [N/A]"
A100 = "0, NVIDIA A100-SXM4-40GB, 8.0, 535.104.05, 40960 MiB, Disabled"
A100_MIG = "0, NVIDIA A100-SXM4-40GB, 8.0, 535.104.05, 40960 MiB, Enabled"
H100 = "0, NVIDIA H100 80GB HBM3, 9.0, 535.104.05, 81559 MiB, Disabled"
GT_710 = "0, NVIDIA GeForce GT 710, 3.5, 470.199.02, 2001 MiB, [N/A]"
MX_450 = "0, NVIDIA GeForce MX450, 7.5, 525.147.05, 1873 MiB, [N/A]"
# Drivers before 510 refuse the compute capability; then we ask without it.
T4_OLD = "0, Tesla T4, 470.182.03, 15109 MiB"
K80_OLD = "0, Tesla K80, 470.57.02, 11441 MiB"
K40_OLDER = "0, Tesla K40m, 418.87.01, 11441 MiB"

MIG_INSTANCES = """GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d5ba0d6-d33d-2b2c-524d-9e3d8d2b8a77)
  MIG 3g.20gb     Device  0: (UUID: MIG-c6d4f1ef-42e4-5de3-91c7-45d71c87eb3f)
  MIG 1g.5gb      Device  1: (UUID: MIG-cba663e8-9bed-5b25-b243-5985ef7c9beb)
"""
MIG_WITHOUT = "GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d5ba0d6-d33d-2b2c-524d-9e3d8d2b8a77)\n"


def decide(answer, platform="linux-x86_64", instances="", setting=""):
    """The decision as (verdict, device, words)."""
    found = function(f'{setting} gpu_decision "$@"', platform, answer, instances)
    return tuple(found.split("\t"))


class DecisionTest(unittest.TestCase):
    def test_gpus_that_can_run_it(self):
        for answer in (RTX_3060, RTX_4090, A100):
            verdict, device, words = decide(answer)
            self.assertEqual((verdict, device), ("yes", "0"), words)
            self.assertIn(answer.split(", ")[1], words)

    def test_hopper_and_blackwell_are_told_so_in_one_line(self):
        for answer, capability in ((H100, "9.0"), (RTX_5090, "12.0")):
            verdict, device, words = decide(answer)
            self.assertEqual((verdict, device), ("no", ""))
            self.assertIn(f"compute capability {capability}", words)
            self.assertIn("serves compute capabilities 3.7 to 8.9 and cannot run on it", words)
            self.assertEqual(len(words.splitlines()), 1)

    def test_one_that_is_too_old(self):
        self.assertEqual(decide(GT_710)[0], "no")
        self.assertIn("3.7 to 8.9", decide(GT_710)[2])

    def test_none(self):
        self.assertEqual(decide(""), ("no", "", "no NVIDIA GPU was found (there is no nvidia-smi)"))

    def test_a_driver_that_does_not_answer(self):
        failing = "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that ..."
        verdict, _, words = decide(failing)
        self.assertEqual(verdict, "no")
        self.assertIn("couldn't communicate", words)
        self.assertEqual(decide("No devices were found")[0], "no")

    def test_an_old_driver_is_to_be_updated(self):
        for answer in (T4_OLD, K40_OLDER):
            verdict, _, words = decide(answer)
            self.assertEqual(verdict, "no")
            self.assertIn("older than 510", words)
            self.assertIn("update it", words)

    def test_an_old_driver_serves_if_the_user_says_what_it_cannot(self):
        self.assertEqual(decide(K80_OLD, setting="LAB_GPU_CAPABILITY=3.7")[0], "yes")
        self.assertEqual(decide(K40_OLDER, setting="LAB_GPU_CAPABILITY=3.5")[0], "no")

    def test_of_two_the_one_that_can_and_has_more_memory(self):
        second_4090 = RTX_4090.replace("0, ", "1, ", 1)
        self.assertEqual(decide(f"{RTX_3060}\n{second_4090}")[:2], ("yes", "1"))
        self.assertEqual(decide(f"{RTX_4090}\n{RTX_3060.replace('0, ', '1, ', 1)}")[:2], ("yes", "0"))
        verdict, device, words = decide(f"{H100}\n{RTX_3060.replace('0, ', '1, ', 1)}")
        self.assertEqual((verdict, device), ("yes", "1"))
        self.assertIn("RTX 3060", words)

    def test_of_two_that_cannot_both_are_named(self):
        words = decide(f"{H100}\n{RTX_5090.replace('0, ', '1, ', 1)}")[2]
        self.assertIn("H100", words)
        self.assertIn("RTX 5090", words)

    def test_too_little_memory(self):
        verdict, _, words = decide(MX_450)
        self.assertEqual(verdict, "no")
        self.assertIn("at least 2000 MiB", words)

    def test_of_a_divided_gpu_the_first_instance(self):
        verdict, device, words = decide(A100_MIG, instances=MIG_INSTANCES)
        self.assertEqual((verdict, device), ("yes", "MIG-c6d4f1ef-42e4-5de3-91c7-45d71c87eb3f"))
        self.assertIn("instance of 20480 MiB", words)

    def test_a_divided_gpu_without_an_instance(self):
        verdict, _, words = decide(A100_MIG, instances=MIG_WITHOUT)
        self.assertEqual(verdict, "no")
        self.assertIn("make one", words)

    def test_another_system(self):
        verdict, _, words = decide(RTX_3060, platform="linux-arm64")
        self.assertEqual(verdict, "no")
        self.assertIn("linux-arm64", words)


# The CUDA backend as Maven's list of jars; the jars themselves are made in the fake home.
MAVEN_CUDA = """#!/bin/bash
echo "mvn $*" >>"$FAKES_LOG"
for argument; do
  case $argument in
    package)
      mkdir -p lab-support/target environment/kernel/target environment/commands/target/lib
      echo support >lab-support/target/lab-support-1.jar
      echo kernel >environment/kernel/target/lab-kernel-1.jar
      echo commands >environment/commands/target/lab-commands-1.jar
      echo picocli >environment/commands/target/lib/picocli-1.jar
      ;;
    -DoutputDirectory=*) mkdir -p "${argument#*=}" && echo other >"${argument#*=}/other.jar" ;;
    -Dmdep.outputFile=*)
      echo cuda >"$HOME/nd4j-cuda.jar"
      printf '%s' "$HOME/nd4j-cuda.jar" >"${argument#*=}"
      ;;
  esac
done
"""


class StartTest(LauncherTest):
    def answer(self, text):
        self.fake("mvn", MAVEN_CUDA)
        self.fake("nvidia-smi", f"#!/bin/sh\ncase $* in *compute_cap*|-L) echo '{text}' ;; esac\n")

    def spec(self):
        return self.root / "build" / "jupyter" / "kernels" / "java-cuda" / "kernel.json"

    def test_where_it_can_run_there_is_a_second_kernel(self):
        self.answer(f"{H100}\n{RTX_3060.replace('0, ', '1, ', 1)}")
        answer = self.lab("start", "--gpu", "--no-browser")
        self.assert_works(answer)
        spec = json.loads(self.spec().read_text())
        self.assertEqual(spec["display_name"], "Java (lab, CUDA)")
        self.assertEqual(spec["env"]["CUDA_VISIBLE_DEVICES"], "1")
        path = spec["argv"][spec["argv"].index("-cp") + 1].split(":")
        self.assertIn(str(self.home / "nd4j-cuda.jar"), path)
        self.assertTrue(any(jar.endswith("lab-support-1.jar") for jar in path), path)
        self.assertFalse(any(jar.endswith("other.jar") for jar in path), path)
        self.assertIn("Change kernel > Java (lab, CUDA)", answer.stderr)
        # The one for the processor stays as it was.
        own = json.loads((self.spec().parents[1] / "java" / "kernel.json").read_text())
        self.assertEqual(own["display_name"], "Java (lab, CPU)")

    def test_it_is_fetched_only_then_and_once(self):
        self.answer(RTX_3060)
        self.assert_works(self.lab("setup"))
        self.assertFalse([call for call in self.calls("mvn") if "-Pcuda" in call])
        self.assert_works(self.lab("start", "--gpu", "--no-browser"))
        self.assert_works(self.lab("start", "--gpu", "--no-browser"))
        self.assertEqual(len([call for call in self.calls("mvn") if "-Pcuda" in call]), 1)

    def test_where_it_cannot_the_processor_serves(self):
        self.answer(H100)
        answer = self.lab("start", "--gpu", "--no-browser")
        self.assert_works(answer)
        self.assertIn("cannot run on it; the labs run on the CPU", answer.stderr)
        self.assertFalse([call for call in self.calls("mvn") if "-Pcuda" in call])
        self.assertFalse(self.spec().exists())
        self.assertTrue(self.calls("jupyter"))

    def test_a_kernel_of_a_gpu_that_is_gone_goes_too(self):
        self.answer(RTX_3060)
        self.assert_works(self.lab("start", "--gpu", "--no-browser"))
        self.remove("nvidia-smi")
        self.assert_works(self.lab("start", "--gpu", "--no-browser"))
        self.assertFalse(self.spec().exists())

    def test_the_doctor_offers_it(self):
        self.answer(RTX_3060)
        found = json.loads(self.lab("doctor", "--json").stdout)["gpu"]
        self.assertTrue(found["usable"])
        self.assertEqual(found["computeCapability"], "8.6")
        self.assertEqual(found["driver"], "535.154.05")
        self.assertIn("start --gpu", found["cure"])

    def test_the_doctor_asks_an_old_driver_in_its_own_words(self):
        self.fake(
            "nvidia-smi",
            "#!/bin/sh\ncase $* in *compute_cap*) printf 'Field \"compute_cap\" is not a valid field to query.\\n\\n'; exit 2 ;;"
            f" *) echo '{T4_OLD}' ;; esac\n",
        )
        found = json.loads(self.lab("doctor", "--json").stdout)["gpu"]
        self.assertEqual(found["name"], "Tesla T4")
        self.assertIsNone(found["computeCapability"])
        self.assertIn("older than 510", found["found"])
