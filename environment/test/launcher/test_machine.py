import tempfile
import unittest
from pathlib import Path

from fakes import function

# The vector instructions in /proc/cpuinfo of real machines; flags that decide nothing are left out.
EPYC_ROME = "fpu sse sse2 ssse3 fma sse4_1 sse4_2 avx f16c bmi1 avx2 bmi2 sha_ni"
XEON_CASCADE_LAKE = (
    "fpu sse sse2 ssse3 fma sse4_1 sse4_2 avx f16c bmi1 avx2 bmi2 avx512f avx512dq avx512cd avx512bw avx512vl avx512_vnni"
)
EPYC_GENOA = (
    "fpu sse sse2 ssse3 fma sse4_1 sse4_2 avx f16c bmi1 avx2 bmi2 avx512f avx512dq avx512ifma avx512cd sha_ni avx512bw"
    " avx512vl avx512_bf16 avx512vbmi"
)
XEON_PHI = "fpu sse sse2 ssse3 fma sse4_1 sse4_2 avx f16c bmi1 avx2 bmi2 avx512f avx512pf avx512er avx512cd"
CORE_2 = "fpu sse sse2 ssse3 cx16 sse4_1"
SANDY_BRIDGE = "fpu sse sse2 ssse3 cx16 sse4_1 sse4_2 avx"


def library(system, machine, flags):
    return function('native_library "$@" && echo "$ND4J_PLATFORM $ND4J_EXTENSION"', system, machine, flags)


class NativeLibraryTest(unittest.TestCase):
    def test_each_processor_gets_the_fastest_library_that_it_can_run(self):
        for flags, expected in [
            (EPYC_ROME, "linux-x86_64 -onednn-avx2"),
            (XEON_CASCADE_LAKE, "linux-x86_64 -onednn-avx512"),
            (EPYC_GENOA, "linux-x86_64 -onednn-avx512"),
            (CORE_2, "linux-x86_64 -onednn"),
            (SANDY_BRIDGE, "linux-x86_64 -onednn"),
            ("", "linux-x86_64 -onednn"),
        ]:
            with self.subTest(flags=flags):
                self.assertEqual(library("Linux", "x86_64", flags), expected)

    def test_half_an_avx512_is_none(self):
        self.assertEqual(library("Linux", "x86_64", XEON_PHI), "linux-x86_64 -onednn-avx2")

    def test_a_flag_counts_only_as_a_whole_word(self):
        self.assertEqual(library("Linux", "x86_64", "noavx2 avx2x avx512fp16"), "linux-x86_64 -onednn")

    def test_other_systems(self):
        self.assertEqual(library("Darwin", "x86_64", XEON_CASCADE_LAKE), "macosx-x86_64 -onednn-avx2")
        self.assertEqual(library("Darwin", "x86_64", CORE_2), "macosx-x86_64 -onednn")
        self.assertEqual(library("Darwin", "arm64", ""), "macosx-arm64 ")
        self.assertEqual(library("Linux", "aarch64", "fp asimd"), "linux-arm64 ")

    def test_an_unknown_machine_has_none(self):
        self.assertEqual(function('native_library "$@" || echo none', "Linux", "riscv64", ""), "none")

    def test_a_library_that_is_named_is_split_as_the_poms_want_it(self):
        # Other libraries (oneDNN, OpenBLAS) are published for the platform alone.
        for named, parts in (
            ("linux-x86_64-onednn-avx2", "linux-x86_64 -onednn-avx2"),
            ("macosx-x86_64-onednn", "macosx-x86_64 -onednn"),
            ("linux-x86_64", "linux-x86_64 "),
            ("linux-arm64", "linux-arm64 "),
        ):
            self.assertEqual(function('find_native; echo "$ND4J_PLATFORM $ND4J_EXTENSION"', LAB_ND4J=named), parts)


class MemoryTest(unittest.TestCase):
    def test_sizes_as_java_writes_them(self):
        for size, expected in [("2g", "2048"), ("1500m", "1500"), ("1G", "1024"), ("2097152k", "2048"), ("104857600", "100")]:
            self.assertEqual(function('mib "$@" && echo $MIB', size), expected)
        for size in ("", "lots", "2x", "g", "1.5g"):
            self.assertEqual(function('mib "$@" || echo no', size), "no", size)

    def test_a_small_machine_gets_a_small_heap(self):
        options = function('find_memory() { MEMORY_MIB=3000 MEMORY_WORDS=memory; }; unset LAB_HEAP; find_memory_options; echo "$MEMORY_OPTIONS"')
        self.assertTrue(options.startswith("-Xmx1g "), options)

    def test_the_arrays_get_half_and_the_process_nine_tenths(self):
        options = function('find_memory() { MEMORY_MIB=10000 MEMORY_WORDS=memory; }; unset LAB_HEAP; find_memory_options; echo "$MEMORY_OPTIONS"')
        self.assertEqual(
            options,
            "-Xmx2g -Dorg.bytedeco.javacpp.maxbytes=5000m -Dorg.bytedeco.javacpp.maxphysicalbytes=9000m",
        )

    def test_kernels_that_share_a_machine_have_a_part_each(self):
        options = function('find_memory() { MEMORY_MIB=60000 MEMORY_WORDS=memory; }; unset LAB_HEAP; LAB_KERNELS=10; find_memory_options; echo "$MEMORY_OPTIONS"')
        self.assertEqual(
            options,
            "-Xmx2g -Dorg.bytedeco.javacpp.maxbytes=3000m -Dorg.bytedeco.javacpp.maxphysicalbytes=5400m",
        )
        # Thirty of a smaller one: what the labs need, and no more.
        options = function('find_memory() { MEMORY_MIB=60000 MEMORY_WORDS=memory; }; unset LAB_HEAP; LAB_KERNELS=30; find_memory_options; echo "$MEMORY_OPTIONS"')
        self.assertEqual(
            options,
            "-Xmx1g -Dorg.bytedeco.javacpp.maxbytes=1500m -Dorg.bytedeco.javacpp.maxphysicalbytes=2500m",
        )
        answer = function("LAB_KERNELS=many; (find_memory_options) 2>&1")
        self.assertIn("expected a number of kernels from 1 to 999 in LAB_KERNELS, found many", answer)

    def test_a_heap_that_is_no_size_is_named(self):
        answer = function("LAB_HEAP=much; (find_memory_options) 2>&1")
        self.assertIn("expected a size such as 2g or 1500m in LAB_HEAP, found much", answer)

    def test_a_heap_that_java_or_the_machine_cannot_have(self):
        answer = function("LAB_HEAP=8m; (find_memory_options) 2>&1")
        self.assertIn("at least 400m in LAB_HEAP, found 8m", answer)
        answer = function("find_memory() { MEMORY_MIB=8000 MEMORY_WORDS=memory; }; LAB_HEAP=40g; (find_memory_options) 2>&1")
        self.assertIn("smaller than memory, 8000 MiB, found LAB_HEAP=40g", answer)


class CoresTest(unittest.TestCase):
    def test_threads_of_one_core_count_once(self):
        with tempfile.TemporaryDirectory() as folder:
            for number, siblings in enumerate(("0,2", "1,3", "0,2", "1,3")):
                topology = Path(folder) / f"cpu{number}" / "topology"
                topology.mkdir(parents=True)
                (topology / "thread_siblings_list").write_text(siblings + "\n")
            self.assertEqual(function("find_cores; echo $CORES", LAB_CPU_DIR=folder), "2")

    def test_where_the_system_has_no_such_files_lscpu_tells(self):
        told = "lscpu() { printf '# Core,Socket\\n0,0\\n0,0\\n1,0\\n0,1\\n'; }; find_cores; echo $CORES"
        self.assertEqual(function(told, LAB_CPU_DIR="/nowhere"), "3")
        self.assertEqual(function("lscpu() { return 1; }; find_cores; echo $CORES", LAB_CPU_DIR="/nowhere"), "0")


class NearestTest(unittest.TestCase):
    def test_a_slip_finds_the_command(self):
        commands = ("start", "run", "doctor", "test", "notebooks", "fine-tune")
        for slip, meant in [("strat", "start"), ("notebook", "notebooks"), ("docter", "doctor"), ("rnu", ""), ("fine_tune", "fine-tune")]:
            self.assertEqual(function('nearest "$@"', slip, *commands), meant, slip)

    def test_nothing_near_is_nothing(self):
        self.assertEqual(function('nearest "$@"', "xyzzy", "start", "run"), "")


if __name__ == "__main__":
    unittest.main()
