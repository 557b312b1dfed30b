import Environments
import FoundationEssentials
import Glibc
import Testing

@testable import ShellSimulator

/// Attacks on what no namespace divides: the kernel's settings, keys, tracers and sockets.
@Suite(.serialized, .enabled(if: Boxes.areHere, Boxes.reason))
struct SystemCallTests {
    private func attack(_ command: String) async throws -> String {
        let box = try Box(on: try Boxes.tree.get(), named: "0000bad0bad0")
        defer { box.close() }
        let session = try await Session(in: box, rendering: .pipe)
        let output = try await session.run(command, deadline: .seconds(20))
        return String(decoding: output.bytes, as: UTF8.self)
    }

    /// The calls by the numbers of both architectures, each with arguments that the kernel would
    /// take.
    static let calls = [
        ("add_key", 248, 217, "b'user', b'diorama', b'x', 1, -3"),
        ("request_key", 249, 218, "b'user', b'diorama', None, -3"),
        ("keyctl", 250, 219, "0, -3, 1"), ("syslog", 103, 116, "10, None, 0"),
        ("bpf", 321, 280, "0, bytes(72), 72"),
        ("perf_event_open", 298, 241, "bytes([1, 0, 0, 0, 112]) + bytes(107), 0, -1, -1, 0"),
        ("userfaultfd", 323, 282, "1"), ("io_uring_setup", 425, 425, "8, bytes(120)"),
        ("unshare", 272, 97, "0x10000000"), ("fsopen", 430, 430, "b'tmpfs', 0"),
        ("open_tree", 428, 428, "-100, b'/', 1"), ("reboot", 169, 142, "0, 0, 0, 0"),
        ("init_module", 175, 105, "b'x', 1, b''"), ("kexec_load", 246, 104, "0, 0, None, 0"),
        ("open_by_handle_at", 304, 265, "-100, bytes(16), 0"),
    ]

    @Test(arguments: calls)
    func `A call that no namespace divides is refused`(
        name: String, number: Int, otherNumber: Int, arguments: String
    ) async throws {
        #if arch(x86_64)
            let number = number
        #else
            let number = otherNumber
        #endif
        let seen = try await attack(
            "python3 -c 'import ctypes; c = ctypes.CDLL(None, use_errno=True); "
                + "print(c.syscall(\(number), \(arguments.replacing("'", with: "\""))), "
                + "ctypes.get_errno())'")
        #expect(seen == "-1 1\n", "\(name)")
    }

    @Test func `Only sockets that the box's network divides are made`() async throws {
        let seen = try await attack(
            """
            python3 -c 'import socket
            for family in range(1, 46):
                try: socket.socket(family, socket.SOCK_DGRAM).close(); print(family, end=" ")
                except OSError: pass
            try: socket.socket(40, socket.SOCK_STREAM); print("machine")
            except OSError: pass'
            """)
        let families = Set(seen.split(separator: " "))
        #expect(families.isSuperset(of: ["1", "2"]))
        #expect(families.isSubset(of: ["1", "2", "10", "16"]), "\(seen)")
    }

    @Test func `An abstract socket of the host is not reached`() async throws {
        let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(server) }
        let name = "diorama-\(getpid())"
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            for (place, byte) in name.utf8.enumerated() { path[place + 1] = byte }
        }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + 1 + name.utf8.count)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(server, $0, size)
            }
        }
        #expect(bound == 0 && listen(server, 4) == 0)
        let seen = try await attack(
            "python3 -c 'import socket; socket.socket(1).connect(chr(0) + \"\(name)\"); print(\"BAD\")'"
        )
        #expect(seen.contains("refused"), "\(seen)")
    }

    @Test func `The kernel's settings are not changed`() async throws {
        let names = [
            "kernel/core_pattern", "kernel/modprobe", "kernel/pid_max", "kernel/dmesg_restrict",
            "vm/overcommit_memory", "fs/file-max", "user/max_user_namespaces",
            "kernel/random/write_wakeup_threshold",
        ]
        let before = names.map { try? String(contentsOfFile: "/proc/sys/\($0)", encoding: .utf8) }
        let seen = try await attack(
            "for name in \(names.joined(separator: " ")); do "
                + "(echo 7 > /proc/sys/$name) 2>/dev/null && echo BAD $name; done; "
                + "(echo -1000 > /proc/self/oom_score_adj) 2>/dev/null && echo BAD; "
                + "(echo c > /proc/sysrq-trigger) 2>/dev/null && echo BAD; "
                + "chmod 777 /dev/null 2>/dev/null && echo BAD; "
                + "cat /proc/kcore /proc/kmsg 2>/dev/null | head -c 1; echo end")
        #expect(seen == "end\n")
        #expect(
            before
                == names.map { try? String(contentsOfFile: "/proc/sys/\($0)", encoding: .utf8) })
    }

    @Test func `A box has a few terminals, and the host still has some`() async throws {
        let box = try Box(on: try Boxes.tree.get(), named: "0000bad0bad0")
        defer { box.close() }
        let session = try await Session(in: box, rendering: .pipe)
        let output = try await session.run(
            """
            python3 -c 'import os
            count = 0
            try:
                while count < 2000: os.openpty(); count += 1
            except OSError: print(count)'
            """, deadline: .seconds(20))
        let count = Int(String(decoding: output.bytes, as: UTF8.self).trimmedText)
        #expect(count.map { $0 <= 64 } == true)
        _ = try await Boxes.episode(.agentBench)
    }

    @Test func `Nothing that the host has open is open in a box`() async throws {
        for rendering in [Rendering.pipe, .agentBench] {
            var episode = try await Boxes.episode(rendering)
            let step = try await episode.step(
                action: "readlink /proc/1/fd/* /proc/$$/fd/* | sort -u | tr -d '0-9'")
            for line in step.observation.split(whereSeparator: \.isNewline)
            where line.contains(":")
                || line.contains("/")
            {
                let isOwn =
                    ["pipe:[]", "socket:[]", "/dev/pts/", "/dev/null", "/dev/tty"]
                    .contains { line.hasSuffix($0) } || line.contains("@") || line.hasPrefix("The")
                #expect(isOwn, "\(line)")
            }
        }
    }

    @Test func `Who enters a box does not show what it was before`() async throws {
        let box = try Box(on: try Boxes.tree.get(), named: "0000bad0bad0")
        defer { box.close() }
        let session = try await Session(in: box, rendering: .pipe)
        _ = try await session.run(
            """
            cat > /spy.py <<'END'
            import os, time
            end, seen = time.time() + 3, set()
            while time.time() < end:
                for name in os.listdir("/proc"):
                    if not name.isdigit(): continue
                    for file in ["cmdline", "environ", "comm"]:
                        try: seen.add(open("/proc/%s/%s" % (name, file), "rb").read())
                        except OSError: pass
                    for link in ["exe", "cwd"]:
                        try: seen.add(os.readlink("/proc/%s/%s" % (name, link)).encode())
                        except OSError: pass
            open("/new", "wb").write(b"\\n".join(seen))
            os.rename("/new", "/seen")
            END
            python3 /spy.py & disown
            """, deadline: .seconds(20))
        let script = ShellTask.Script(language: "bash", code: ":")
        for _ in 0..<100 { _ = try await box.run(script) }
        let result = try await box.run(
            ShellTask.Script(
                language: "bash",
                code: "until [ -e /seen ]; do sleep 0.1; done; tr '\\0' '\\n' < /seen"))
        let seen = String(decoding: result.output, as: UTF8.self)
        #expect(seen.contains("spy.py"))
        let own = CommandLine.arguments[0].split(separator: "/").last.map(String.init) ?? "?"
        #expect(!seen.contains(own), "\(seen)")
        #expect(!seen.contains("swift"), "\(seen)")
    }
}
