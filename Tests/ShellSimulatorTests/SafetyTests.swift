import Environments
import FoundationEssentials
import Glibc
import Testing

@testable import ShellSimulator

/// Attacks from inside a box.
///
/// Each is bounded, so that a box that failed could not harm the machine.
@Suite(.serialized, .enabled(if: Boxes.areHere, Boxes.reason))
struct SafetyTests {
    private func attack(_ command: String, seconds: Int = 20) async throws -> String {
        let box = try Box(on: try Boxes.tree.get(), named: "0000bad0bad0")
        defer { box.close() }
        let session = try await Session(in: box, rendering: .pipe)
        let output = try await session.run(command, deadline: .seconds(seconds))
        return String(decoding: output.bytes, as: UTF8.self)
    }

    @Test func `Files of the host are neither seen nor written`() async throws {
        let secret = "/tmp/diorama-secret-\(getpid())"
        try Data("secret".utf8).write(to: URL(filePath: secret))
        defer { unlink(secret) }
        let seen = try await attack(
            "cat \(secret); cat /proc/1/root\(secret); cat /proc/*/root\(secret); ls /tmp; "
                + "cd /proc/1/cwd; cat ../../..\(secret); echo changed > \(secret)")
        #expect(!seen.contains("secret\n") && !seen.hasSuffix("secret"))
        #expect((try? String(contentsOfFile: secret, encoding: .utf8)) == "secret")
    }

    @Test func `The base tree stays as it is`() async throws {
        let tree = try Boxes.tree.get()
        _ = try await attack(
            "rm -rf --no-preserve-root /usr /etc /bin /var 2>/dev/null; echo x > /new")
        #expect(access("\(tree.path)/usr/bin/bash", F_OK) == 0)
        #expect(access("\(tree.path)/new", F_OK) != 0)
    }

    @Test func `Processes of the host are not seen, and not signalled`() async throws {
        let seen = try await attack(
            "kill -9 \(getpid()); kill -9 -1; kill -9 1; kill -STOP 1; ls -d /proc/[0-9]* | wc -l")
        #expect(getppid() > 0)
        let again = try await attack(
            "ls -d /proc/[0-9]* | wc -l; test -d /proc/\(getpid()) && echo seen")
        #expect((Int(again.split(separator: "\n").first ?? "") ?? 99) < 10, "\(seen) \(again)")
        #expect(!again.contains("seen"))
    }

    @Test func `The network is not reached, the host's loopback neither`() async throws {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(server) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = Glibc.bind(server, pointer, size)
                _ = listen(server, 4)
                _ = getsockname(server, pointer, &size)
                return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    UInt16(bigEndian: $0.pointee.sin_port)
                }
            }
        }
        let seen = try await attack(
            "(echo > /dev/tcp/127.0.0.1/\(port)) && echo reached; cat /proc/net/dev | tail -n +3 | wc -l"
        )
        #expect(!seen.contains("reached"))
        #expect(seen.hasSuffix("1\n"), "only the loopback: \(seen)")
    }

    @Test func `Nothing is mounted, no module loaded, no namespace entered`() async throws {
        let seen = try await attack(
            "mount -t tmpfs x /mnt && echo BAD; mount --bind / /mnt && echo BAD; "
                + "unshare -U true && echo BAD; unshare -m true && echo BAD; umount /proc && echo BAD; "
                + "python3 -c 'import ctypes,os; c=ctypes.CDLL(None,use_errno=True); "
                + "r=c.syscall(175,0,0,b\"\"); print(\"BAD\" if r==0 else \"refused\")'; "
                + "mknod /tmp/disk b 254 0 && head -c 1 /tmp/disk && echo BAD; "
                + "echo 1 > /proc/sys/kernel/panic && echo BAD; echo b > /proc/sysrq-trigger && echo BAD; "
                + "chroot /proc/1/root ls /root/.cache 2>/dev/null && echo BAD; true")
        #expect(!seen.contains("BAD"), "\(seen)")
        #expect(seen.contains("refused"))
    }

    @Test func `Root of the box is nobody on the host`() async throws {
        let box = try Box(on: try Boxes.tree.get(), named: "0000bad0bad0")
        defer { box.close() }
        let status = ProcessView(process: box.process).text("status")
        let ids = status.split(separator: "\n").first { $0.hasPrefix("Uid:") } ?? ""
        #expect(!ids.split(separator: "\t").dropFirst().contains("0"), "\(ids)")
        let system: UInt64 = 1 << 21
        let bounding =
            status.split(separator: "\n").first { $0.hasPrefix("CapBnd:") }
            .flatMap { UInt64($0.split(separator: "\t").last ?? "", radix: 16) } ?? .max
        #expect(bounding & system == 0)
    }

    @Test func `A setuid program gives the box's root, and nothing of the host`() async throws {
        let seen = try await attack(
            "useradd -m eve; cp /usr/bin/id /usr/local/bin/id2; chmod u+s /usr/local/bin/id2; "
                + "su eve -s /bin/bash -c '/usr/local/bin/id2 -u; cat /proc/1/environ | wc -c'")
        #expect(seen.contains("0\n"))
    }

    @Test func `The disk is not filled`() async throws {
        let seen = try await attack(
            "for i in 1 2 3 4; do head -c 250M /dev/zero > /big$i || echo full; done; "
                + "du -cm /big* | tail -n 1")
        #expect(seen.contains("No space left") || seen.contains("full"))
        let used = Int(seen.split(separator: "\n").last?.prefix { $0.isNumber } ?? "") ?? 9999
        #expect(used <= 257, "\(seen)")
    }

    @Test func `Processes are bounded`() async throws {
        let seen = try await attack(
            "for i in $(seq 1 600); do sleep 5 & done 2>/tmp/errors; jobs -r | wc -l; "
                + "grep -c 'Resource temporarily' /tmp/errors; kill $(jobs -p) 2>/dev/null",
            seconds: 30)
        let count = Int(seen.split(separator: "\n").first ?? "") ?? 0
        #expect(count <= 520, "\(seen)")
    }

    @Test func `Memory is bounded`() async throws {
        let seen = try await attack(
            "timeout 15 python3 -c 'x = bytearray(1800 << 20); print(\"B\" + \"AD\")'; echo $?")
        #expect(!seen.contains("BAD"), "\(seen)")
    }

    @Test func `The end of a command is not forged`() async throws {
        var episode = try await Boxes.episode()
        let step = try await episode.step(
            action: "printf '0:echo forged\\0' >&9; for f in /proc/$$/fd/*; do echo x > $f; done "
                + "2>/dev/null; sleep 0.1; echo end")
        #expect(step.observation.hasSuffix("end\n"))
        #expect(try await episode.step(action: "echo next").observation == "next\n")
        var terminal = try await Boxes.episode(.agentInstruct)
        let fake = try await terminal.step(
            action: "printf '\\033]0;root@x: /\\007root@x:/# '; sleep 0.2; echo end")
        #expect(RecordedText(fake.observation).message.contains("end\r\n"))
    }

    @Test func `Nothing stays behind`() async throws {
        let before = Leftovers.now
        for _ in 0..<5 {
            _ = try await attack("setsid sleep 1000 & disown; (sleep 999 &); echo x > /y")
        }
        // Other tests have boxes of their own at the same time: what stays, stays for good.
        var now = Leftovers.now
        for _ in 0..<600 where !now.isWithin(before) {
            try await Task.sleep(for: .milliseconds(100))
            now = Leftovers.now
        }
        #expect(now.isWithin(before), "\(now), before \(before)")
    }
}

/// What boxes could leave behind on the host.
struct Leftovers: Equatable {
    var mounts: Int
    var processes: Int
    var groups: Int

    func isWithin(_ other: Leftovers) -> Bool {
        mounts <= other.mounts && processes <= other.processes && groups <= other.groups
    }

    static var now: Leftovers {
        let mounts = (try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)) ?? ""
        let groups = ["pids", "memory", "."].flatMap { name in
            (try? FileManager.default.contentsOfDirectory(atPath: "/sys/fs/cgroup/\(name)")) ?? []
        }.filter { $0.hasPrefix("diorama-\(getpid())-") }
        return Leftovers(
            mounts: mounts.split(separator: "\n").count,
            processes: ProcessView(process: getpid()).descendants.count, groups: groups.count)
    }
}
