import Environments
import FoundationEssentials
import Glibc
import Testing

@testable import ShellSimulator

/// Copies of boxes, which the host makes of files that an agent may have prepared for it.
@Suite(.serialized, .enabled(if: Boxes.areHere, Boxes.reason))
struct CopyTests {
    private func box() throws -> Box { try Box(on: try Boxes.tree.get(), named: "0000c0b1ed00") }

    private func run(_ command: String, in box: Box) async throws -> String {
        let script = ShellTask.Script(language: "bash", code: command)
        return String(decoding: try await box.run(script).output, as: UTF8.self)
    }

    /// A folder of the host in which everybody may write, as long as something is done.
    private func withOpenFolder(_ body: (String) async throws -> Void) async throws {
        let folder = "/var/tmp/diorama-open-\(getpid())"
        mkdir(folder, 0o777)
        chmod(folder, 0o777)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("the host's".utf8).write(to: URL(filePath: "\(folder)/kept"))
        chmod("\(folder)/kept", 0o666)
        try await body(folder)
    }

    @Test func `A copy has the files as they are`() async throws {
        let original = try box()
        defer { original.close() }
        _ = try await run(
            """
            mkdir -p /d/e/f; cd /d; useradd -u 1234 ada
            echo one > one; ln one two; ln two e/three; ln -s one link; ln -s /gone/x dangling
            mkfifo pipe; chown -h ada link; chown ada:ada e; chmod 1750 e; chmod u+s,g+w one
            truncate -s 100M holes; printf x | dd of=holes bs=1 seek=50000000 conv=notrunc 2>&1
            touch -h -d '2001-02-03 04:05:06.789' link; touch -d @1.5 e/three; touch -d @77 e
            python3 -c 'import os,socket; os.setxattr("/d/e", "user.k", b"v"); socket.socket(1).bind("/d/s")'
            rm -rf /usr/games /etc/motd; mkdir /usr/games; rm -r /opt; : > "new
            line"; mv /etc/shells /etc/shells2
            """, in: original)
        let copy = try original.copy()
        defer { copy.close() }
        let list = """
            cd /; find d usr/games opt etc -printf '%p %y %m %u %g %s %n %t %l\\n' | sort
            find / -xdev -samefile /d/one | sort; stat -c '%b %a' /d/holes; md5sum /d/holes
            python3 -c 'import os; print(os.listxattr("/d/e"))'; cat /d/e/three
            """
        #expect(try await run(list, in: copy) == run(list, in: original))
    }

    @Test func `No link of a box leads its copies to the host`() async throws {
        try await withOpenFolder { folder in
            let original = try box()
            defer { original.close() }
            _ = try await run(
                "ln -sf \(folder)/kept /etc/hostname; ln -sf \(folder)/new /etc/hosts; "
                    + "mkdir /l; ln -s \(folder) /l/x", in: original)
            for copy in [try original.copy(), try original.copyWithOwnTools()] {
                defer { copy.close() }
                #expect(try await run("cat /etc/hostname /l/x/kept", in: copy) == "")
            }
            #expect(
                (try? String(contentsOfFile: "\(folder)/kept", encoding: .utf8)) == "the host's")
            #expect(access("\(folder)/new", F_OK) != 0)
        }
    }

    @Test func `A link that appears while files are copied is not followed`() async throws {
        try await withOpenFolder { folder in
            let original = try box()
            defer { original.close() }
            let session = try await Session(in: original, rendering: .pipe)
            _ = try await session.run(
                """
                mkdir /r; cd /r; for i in $(seq 30); do mkdir $i; echo 1 > $i/kept; done
                (while :; do for i in $(seq 30); do
                    mv $i x; ln -s \(folder) $i; mv -T $i y; mv x $i; rm y
                done; done) > /dev/null 2>&1 &
                """, deadline: .seconds(20))
            for _ in 0..<20 {
                let copy = try original.copyWithOwnTools()
                defer { copy.close() }
                #expect(try await !run("cat /r/*/kept", in: copy).contains("host's"))
            }
        }
    }

    @Test func `What would have to be waited for is not`() async throws {
        let original = try box()
        defer { original.close() }
        _ = try await run(
            "rm /etc/hostname; mkfifo /etc/hostname /dev/shm/p; mkfifo /etc/ld.so.preload",
            in: original)
        let copy = try original.copyWithOwnTools()
        defer { copy.close() }
        #expect(try await run("stat -c %F /etc/hostname", in: copy) == "fifo\n")
        #expect(original.sharedText("/dev/shm/p") == "")
    }

    @Test func `What the agent wrote into the names of hosts stays`() async throws {
        let original = try box()
        defer { original.close() }
        _ = try await run("echo 10.0.0.1 db >> /etc/hosts; echo me > /etc/hostname", in: original)
        let copy = try original.copy()
        defer { copy.close() }
        let seen = try await run("tail -n 1 /etc/hosts; cat /etc/hostname", in: copy)
        #expect(seen == "10.0.0.1 db\nme\n")
    }

    /// Ways to put something else in the place of the tools that a check uses.
    static let bends = [
        "printf '#!/bin/sh\\necho BENT' > /usr/local/bin/wc; chmod +x /usr/local/bin/wc",
        "cp /bin/true /usr/sbin/wc; cp /bin/true /usr/local/sbin/wc",
        "cp /bin/true /usr/bin/wc", "rm /usr/bin/wc", "rm -rf /usr/bin", "rm -rf /usr",
        "rm -rf /usr/bin; mkdir /usr/bin", "rm -rf /usr; mkdir -p /usr/bin",
        "cp -r /usr /usr2; rm -rf /usr; ln -s /usr2 /usr; cp /bin/true /usr/bin/wc",
        "rm /bin; mkdir /bin; cp /usr/bin/true /bin/bash", "rm /lib; mkdir /lib; touch /lib/x",
        "echo /tmp/no.so > /etc/ld.so.preload", "rm -rf /etc; mkdir /etc", "rm -rf /lib64",
    ]

    @Test(arguments: bends)
    func `A check has the tools of the base tree`(bend: String) async throws {
        let original = try box()
        defer { original.close() }
        let session = try await Session(in: original, rendering: .pipe)
        _ = try await session.run(bend, deadline: .seconds(30))
        let copy = try original.copyWithOwnTools()
        defer { copy.close() }
        #expect(
            try await run("echo one two | wc -w; cat /etc/shadow | wc -l | wc -l", in: copy)
                == "2\n1\n")
    }

    @Test func `A check runs the programs that the agent made`() async throws {
        let original = try box()
        defer { original.close() }
        _ = try await run(
            "for f in /usr/bin /usr/local/bin; do n=count${#f}; echo 'echo \"$0\"' > $f/$n; "
                + "chmod +x $f/$n; done", in: original)
        let copy = try original.copyWithOwnTools()
        defer { copy.close() }
        #expect(
            try await run("count8; count14", in: copy)
                == "/usr/bin/count8\n/usr/local/bin/count14\n"
        )
    }
}
