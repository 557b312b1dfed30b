import Environments
import Glibc
import Testing

@testable import ShellSimulator

#if arch(x86_64)
    /// An agent that makes process 1 of its box do what it likes.
    @Suite(.serialized, .enabled(if: Boxes.areHere, Boxes.reason))
    struct FirstProcessTests {
        /// Gives process 1 another root, in which the places that the host uses are links to it.
        private static let attack = """
            cat > /attack.py <<'END'
            import ctypes, os, struct
            c = ctypes.CDLL(None)
            c.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
            os.makedirs("/tmp/x/dev/pts")
            os.symlink("/var/tmp/diorama-host-file", "/tmp/x/dev/pts/ptmx")
            os.symlink("/var/tmp", "/tmp/x/dev/shm")
            c.ptrace(16, 1, None, None)
            os.waitpid(1, 0x40000000)
            registers = ctypes.create_string_buffer(27 * 8)
            c.ptrace(12, 1, None, registers)
            old = list(struct.unpack("27Q", registers.raw))
            new = old[:]
            place = old[19] - 4096
            c.ptrace(5, 1, place, int.from_bytes(b"/tmp/x" + bytes(2), "little"))
            new[10], new[14], new[15], new[16] = 161, place, 2**64 - 1, old[16] - 2
            c.ptrace(13, 1, None, ctypes.create_string_buffer(struct.pack("27Q", *new)))
            c.ptrace(9, 1, None, None)
            os.waitpid(1, 0x40000000)
            c.ptrace(13, 1, None, ctypes.create_string_buffer(struct.pack("27Q", *old)))
            c.ptrace(17, 1, None, None)
            print(os.readlink("/proc/1/root"))
            END
            python3 /attack.py
            """

        @Test func `Another root of process 1 does not mislead the host`() async throws {
            let box = try Box(on: try Boxes.tree.get(), named: "0000bad0bad0")
            defer { box.close() }
            let session = try await Session(in: box, rendering: .pipe)
            let output = try await session.run(
                FirstProcessTests.attack, deadline: .seconds(20))
            #expect(String(decoding: output.bytes, as: UTF8.self) == "/tmp/x\n")
            let terminal = try box.openTerminal()
            #expect(isatty(terminal.number) == 1)
            let seen = try await box.withSharedFile("here", at: "/dev/shm/diorama-shared") {
                () async throws(BoxError) in
                #expect(access("/var/tmp/diorama-shared", F_OK) != 0)
                return box.sharedText("/dev/shm/diorama-shared")
            }
            #expect(seen == "here")
            #expect(access("/var/tmp/diorama-host-file", F_OK) != 0)
        }
    }
#endif
