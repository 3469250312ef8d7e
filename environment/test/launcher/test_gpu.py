"""What the launcher does with a GPU; which engine serves which card is GpuDecisionTest's (environment/commands)."""

import json
import unittest

from fakes import LauncherTest, class_path

# What nvidia-smi prints for the fields that we ask (GPU_FIELDS), machine by machine.
RTX_3060 = "0, NVIDIA GeForce RTX 3060, 8.6, 535.154.05, 12288 MiB, [N/A]"
GTX_980 = "0, NVIDIA GeForce GTX 980, 5.2, 535.183.01, 4096 MiB, [N/A]"
GTX_1080 = "0, NVIDIA GeForce GTX 1080, 6.1, 550.120, 8192 MiB, [N/A]"
H100 = "0, NVIDIA H100 80GB HBM3, 9.0, 535.104.05, 81559 MiB, Disabled"
B200 = "0, NVIDIA B200, 10.0, 570.124.06, 183359 MiB, Disabled"
# Drivers before 510 refuse the compute capability; then we ask without it.
T4_OLD = "0, Tesla T4, 470.182.03, 15109 MiB"

LIBRARIES = ("libcudart.so.12", "libcublasLt.so.12", "libcublas.so.12", "libcurand.so.10", "libcudnn.so.9")

# What a GPU needs as Maven's list of jars; the jars themselves are made in the fake home.
MAVEN_GPU = """#!/bin/bash
echo "mvn $*" >>"$FAKES_LOG"
jars=
for argument; do
  case $argument in
    package)
      mkdir -p lab-support/target environment/kernel/target environment/commands/target/lib
      echo support >lab-support/target/lab-support-1.jar
      echo kernel >environment/kernel/target/lab-kernel.jar
      echo commands >environment/commands/target/lab-commands-1.jar
      echo picocli >environment/commands/target/lib/picocli-1.jar
      ;;
    -P*)
      [[ $argument != -Pcuda* ]] || jars=$jars:$HOME/nd4j-cuda.jar
      [[ $argument != *onnx-gpu ]] || jars=$jars:$HOME/onnxruntime_gpu-1.28.0.jar
      ;;
    -DoutputDirectory=*) mkdir -p "${argument#*=}" && echo other >"${argument#*=}/other.jar" ;;
    -Dmdep.outputFile=*)
      for jar in ${jars//:/ }; do echo jar >"$jar"; done
      printf '%s' "${jars#:}" >"${argument#*=}"
      ;;
  esac
done
"""


class StartTest(LauncherTest):
    def answer(self, text, listing=""):
        self.fake("mvn", MAVEN_GPU)
        self.fake("nvidia-smi", f"#!/bin/sh\ncase $* in *compute_cap*) echo '{text}' ;; -L) echo '{listing}' ;; esac\n")

    def cuda12(self, folder="usr/local/cuda-12.9/lib64", version="12.9.79", without=()):
        """A whole CUDA 12 with cuDNN 9, but for what it is without."""
        place = self.top / "system" / folder
        place.mkdir(parents=True)
        for name in LIBRARIES:
            if name not in without:
                (place / name).write_text("x")
        if "libcudart.so.12" not in without:
            (place / f"libcudart.so.{version}").write_text("x")
            (place / "libcudart.so.12").unlink()
            (place / "libcudart.so.12").symlink_to(f"libcudart.so.{version}")
        return str(place)

    def spec(self):
        return self.root / "build" / "jupyter" / "kernels" / "java-cuda" / "kernel.json"

    def start(self, **variables):
        answer = self.lab("start", "--gpu", "--no-browser", **variables)
        self.assert_works(answer)
        spec = json.loads(self.spec().read_text()) if self.spec().exists() else None
        return answer.stderr, spec

    def profiles(self):
        return [word for call in self.calls("mvn") for word in call.split() if word.startswith("-P")]

    def test_where_both_serve_both_are_in_the_second_kernel(self):
        self.answer(f"{H100}\n{RTX_3060.replace('0, ', '1, ', 1)}")
        place = self.cuda12()
        said, spec = self.start()
        self.assertEqual(spec["display_name"], "Java (lab, CUDA)")
        self.assertEqual(spec["env"]["CUDA_VISIBLE_DEVICES"], "1")
        self.assertEqual(spec["env"]["LAB_DEVICE"], "gpu")
        self.assertEqual(spec["env"]["LAB_CUDA12"], place)
        self.assertEqual(spec["env"]["LAB_GPU_MEMORY"], "6144m")
        path = class_path(spec)
        for jar in ("nd4j-cuda.jar", "onnxruntime_gpu-1.28.0.jar"):
            self.assertIn(str(self.home / jar), path)
        self.assertTrue(any(jar.endswith("lab-support-1.jar") for jar in path), path)
        self.assertFalse(any(jar.endswith("other.jar") for jar in path), path)
        unpacked = self.root / "build" / "cuda" / "onnxruntime"
        self.assertIn(f"-Donnxruntime.native.path={unpacked}", spec["argv"])
        self.assertTrue((unpacked / "libonnxruntime_providers_cuda.so").exists())
        self.assertEqual(self.profiles(), ["-Pcuda,onnx-gpu"])
        self.assertIn("Change kernel > Java (lab, CUDA)", said)
        self.assertIn("2.4 GB, and ONNX Runtime's, 742 MB", said)
        # The one for the processor stays as it was.
        own = json.loads((self.spec().parents[1] / "java" / "kernel.json").read_text())
        self.assertEqual(own["display_name"], "Java (lab, CPU)")
        self.assertNotIn("LAB_DEVICE", own["env"])

    def test_it_is_fetched_only_then_and_once(self):
        self.answer(RTX_3060)
        self.cuda12()
        self.assert_works(self.lab("setup"))
        self.assertEqual(self.profiles(), [])
        self.start()
        self.start()
        self.assertEqual(len(self.profiles()), 1)

    def test_on_hopper_features_alone(self):
        self.answer(H100)
        self.cuda12()
        said, spec = self.start()
        self.assertEqual(self.profiles(), ["-Ponnx-gpu"])
        self.assertEqual(spec["env"]["LAB_DEVICE"], "gpu")
        self.assertNotIn("LAB_GPU_MEMORY", spec["env"])
        self.assertIn("training by the CPU: ND4J's CUDA (11.6) serves", said)
        self.assertIn("features by ONNX Runtime's CUDA: ", said)
        self.assertNotIn("2.4 GB", said)
        self.assertEqual(self.start(LAB_GPU_MEMORY="4g")[1]["env"]["LAB_GPU_MEMORY"], "4g")

    def test_what_is_missing_of_cuda_12_is_named_with_its_cure(self):
        self.answer(H100)
        said, spec = self.start()
        self.assertIsNone(spec)
        self.assertEqual(self.profiles(), [])
        for word in LIBRARIES + ("CUDA 12.8 or later", "LAB_CUDA12=~/cuda12", "nvidia-cudnn-cu12>=9.7", "run on the CPU"):
            self.assertIn(word, said)
        place = self.cuda12("home/cuda12/nvidia/cublas/lib", without=("libcudnn.so.9",))
        root = place.replace("/nvidia/cublas/lib", "")
        said, spec = self.start(LAB_CUDA12=root)
        self.assertIsNone(spec)
        self.assertNotIn("libcublas", said)
        self.assertIn("libcudnn.so.9 -> python3 -m pip install", said)
        cudnn = self.cuda12("home/cuda12/nvidia/cudnn/lib", without=LIBRARIES[:4])
        _, spec = self.start(LAB_CUDA12=root)
        self.assertEqual(spec["env"]["LAB_CUDA12"], f"{place}:{cudnn}")

    def test_an_older_cuda_12_is_passed_over(self):
        self.answer(H100)
        self.cuda12("usr/local/cuda-12.4/lib64", version="12.4.127")
        said, spec = self.start()
        self.assertIsNone(spec)
        self.assertIn("found 12.4 in", said)
        newer = self.cuda12("usr/local/cuda-12.8/lib64", version="12.8.57")
        self.assertIn(newer, self.start()[1]["env"]["LAB_CUDA12"])

    def test_without_cuda_12_nd4j_serves_both_where_it_can(self):
        self.answer(RTX_3060)
        said, spec = self.start()
        self.assertEqual(self.profiles(), ["-Pcuda"])
        self.assertEqual(spec["env"]["LAB_DEVICE"], "cpu")
        self.assertIn("features by ND4J's CUDA", said)
        self.assertFalse(any("onnxruntime" in word for word in spec["argv"][:-4]), spec["argv"])

    def test_an_old_card_needs_an_old_cudnn(self):
        self.answer(GTX_1080)
        said, _ = self.start()
        self.assertIn("nvidia-cudnn-cu12<9.11", said)
        self.answer(GTX_980)
        said, spec = self.start()
        self.assertNotIn("libcudnn", said)
        self.assertEqual(spec["env"]["LAB_DEVICE"], "cpu")

    def test_conda_and_debian_have_cures_of_their_own(self):
        self.answer(H100)
        self.assertIn("conda install -c conda-forge 'cuda-version=12.9' cuda-cudart", self.start(CONDA_PREFIX=str(self.top))[0])
        self.make_debian("exit 1")
        said, _ = self.start()
        self.assertIn("apt-get install cuda-cudart-12-9 libcublas-12-9 libcurand-12-9 libcudnn9-cuda-12 (of NVIDIA's", said)

    def test_where_it_cannot_the_processor_serves(self):
        self.answer(B200)
        said, spec = self.start()
        self.assertIn("not 10.0", said)
        self.assertIn("the labs run on the CPU", said)
        self.assertEqual(self.profiles(), [])
        self.assertIsNone(spec)
        self.assertTrue(self.calls("jupyter"))

    def test_a_kernel_of_a_gpu_that_is_gone_goes_too(self):
        self.answer(RTX_3060)
        self.assertIsNotNone(self.start()[1])
        self.remove("nvidia-smi")
        said, spec = self.start()
        self.assertIsNone(spec)
        self.assertIn("there is no nvidia-smi", said)

    def test_the_first_instance_of_a_divided_gpu(self):
        self.answer(
            "0, NVIDIA A100-SXM4-40GB, 8.0, 535.104.05, 40960 MiB, Enabled",
            "GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d5ba0d6)\n  MIG 3g.20gb     Device  0: (UUID: MIG-c6d4f1ef-42e4)",
        )
        self.assertEqual(self.start()[1]["env"]["CUDA_VISIBLE_DEVICES"], "MIG-c6d4f1ef-42e4")

    def test_commands_run_on_it_when_told(self):
        self.answer(H100)
        place = self.cuda12()
        told = str(self.make_java(self.top / "telling", "17.0.15", then='echo "$LAB_DEVICE, $LAB_CUDA12, $CUDA_VISIBLE_DEVICES"'))
        answer = self.lab("fne", "VGG16_ImageNet", "mit67", LAB_DEVICE="gpu", JAVA_HOME=told)
        self.assert_works(answer)
        self.assertIn(f"gpu, {place}, 0", answer.stdout)
        call = self.calls("java")[-1]
        for word in ("onnxruntime_gpu-1.28.0.jar", "lab-commands-1.jar", "-Donnxruntime.native.path="):
            self.assertIn(word, call)
        # Where it cannot, on the processor; and so without being told.
        self.answer(B200)
        self.assertIn(", , ", self.lab("fne", "VGG16_ImageNet", "mit67", LAB_DEVICE="gpu", JAVA_HOME=told).stdout)
        self.assertNotIn("gpu", self.lab("fne", "VGG16_ImageNet", "mit67", JAVA_HOME=told).stdout.replace("lab-on-test", ""))
        self.assert_fails(self.lab("fne", "a", "b", LAB_DEVICE="cuda"), "expected cpu or gpu in LAB_DEVICE, found cuda", status=2)

    def test_notebooks_are_executed_on_it_when_told(self):
        self.answer(H100)
        self.cuda12()
        notebook = str(self.course / "00-start.ipynb")
        self.assert_works(self.lab("run", "--gpu", notebook))
        self.assertIn("--kernel=java-cuda", self.calls("python")[-1])
        self.assert_works(self.lab("run", notebook))
        self.assertNotIn("--kernel", self.calls("python")[-1])

    def test_the_doctor_tells_what_serves(self):
        self.answer(RTX_3060)
        found = json.loads(self.lab("doctor", "--json").stdout)
        gpu = found["gpu"]
        self.assertTrue(gpu["usable"])
        self.assertEqual(gpu["computeCapability"], "8.6")
        self.assertEqual(gpu["driver"], "535.154.05")
        self.assertEqual((gpu["training"]["by"], gpu["features"]["by"]), ("ND4J", "ONNX"))
        self.assertIn("start --gpu", gpu["cure"])
        self.assertEqual(found["cuda12"]["missing"], list(LIBRARIES))
        self.assertIn("pip install", found["cuda12"]["cure"])
        place = self.cuda12()
        found = json.loads(self.lab("doctor", "--json").stdout)
        self.assertEqual(found["cuda12"]["found"], place)
        lines = [line.strip() for line in self.lab("doctor").stdout.splitlines()]
        for words in ("your card: NVIDIA GeForce RTX 3060", "training by ND4J's CUDA: ", "features by ONNX Runtime's CUDA: "):
            self.assertTrue(any(words in line for line in lines), lines)

    def test_the_doctor_asks_an_old_driver_in_its_own_words(self):
        self.fake(
            "nvidia-smi",
            "#!/bin/sh\ncase $* in *compute_cap*) printf 'Field \"compute_cap\" is not a valid field to query.\\n\\n'; exit 2 ;;"
            f" -L) ;; *) echo '{T4_OLD}' ;; esac\n",
        )
        found = json.loads(self.lab("doctor", "--json").stdout)["gpu"]
        self.assertEqual(found["name"], "Tesla T4")
        self.assertIsNone(found["computeCapability"])
        self.assertIn("update it to 525 or later", found["found"])

    def test_inside_windows_its_driver_is_the_one(self):
        release = self.top / "osrelease"
        release.write_text("5.15.167.4-microsoft-standard-WSL2\n")
        self.fake("nvidia-smi", "#!/bin/sh\necho 'NVIDIA-SMI has failed because you are not root'\n")
        found = json.loads(self.lab("doctor", "--json", LAB_OSRELEASE=str(release)).stdout)["gpu"]
        self.assertIn("in Windows", found["cure"])


if __name__ == "__main__":
    unittest.main()
