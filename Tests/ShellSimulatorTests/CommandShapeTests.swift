import Environments
import Testing

@testable import ShellSimulator

/// Commands of many shapes over files that only the recording box had.
@Suite(.serialized, .enabled(if: Boxes.areHere, Boxes.reason))
struct CommandShapeTests {
    /// Commands over the files of a preparation.
    struct Shape: Sendable, CustomTestStringConvertible {
        var files: String
        var name: String
        var commands: [String]
        var testDescription: String { name }
    }

    static let preparations = [
        "logs":
            #"mkdir -p /var/log/app && cd /var/log/app && for i in $(seq 40); do echo "2023-0$((i%9+1))-1$((i%10)) $([ $((i%3)) = 0 ] && echo ERROR || echo INFO) user$((i%7)) took $((i*37%100))ms"; done > app.log; for i in $(seq 25); do echo "10.0.0.$((i%5)) GET /page$((i%4)) $((200+(i%3)*100))"; done > access.log; echo retired > old.log.1"#,
        "papers":
            #"mkdir -p ~/papers/drafts && cd ~/papers && printf 'one fish\ntwo fish\nred fish\n' > fish.txt; printf 'alpha=1\nbeta=two\none=3\n' > site.conf; printf 'one\ntwo\nthree\nfour\n' > count.txt; printf 'x\n' > drafts/x.txt; printf 'port=80\n' > net.conf"#,
        "csv":
            #"mkdir -p /data && cd /data && { echo id,name,dept,salary; i=1; for n in ada bob cyd dan eve fay gus hal; do echo "$i,$n,$([ $((i%2)) = 0 ] && echo ops || echo dev),$((3000+i*311))"; i=$((i+1)); done; } > staff.csv; printf 'b 3\na 1\nc 2\na 5\nb 3\n' > pairs.txt"#,
        "sizes":
            #"mkdir -p /srv/store/a /srv/store/b && cd /srv/store && head -c 15000 /dev/zero > a/big.bin; head -c 700 /dev/zero > a/small.bin; head -c 2500000 /dev/zero > b/huge.iso; : > b/empty; printf hello > note; touch -d '2021-03-04 05:06:07' a/small.bin; touch -d '10 days ago' b/huge.iso; chmod 600 note; chmod 755 a/big.bin"#,
        "users":
            #"useradd -m -s /bin/bash ada; useradd -m bob; useradd -u 1500 -s /usr/sbin/nologin carl; groupadd devs; usermod -aG devs ada; usermod -aG devs bob; mkdir -p /home/ada/work; echo hi > /home/ada/work/plan; chown -R ada:devs /home/ada/work; chmod 640 /home/ada/work/plan"#,
        "code":
            #"mkdir -p /proj/src /proj/test && cd /proj && printf 'import os\ndef main():\n    print("hi")  # TODO greet\n' > src/main.py; printf 'def add(a, b):\n    return a + b\n# TODO sub\n# TODO mul\n' > src/calc.py; printf 'import calc\nassert calc.add(1, 2) == 3\n' > test/test_calc.py; echo 'readme TODO' > README.md; printf 'a\n' > src/empty.txt"#,
    ]

    /// Each of their observations is confirmed.
    static let decided = [
        Shape(
            files: "logs", name: "errors by user",
            commands: [
                #"cd /var/log/app && ls"#, #"grep -c ERROR app.log"#,
                #"grep ERROR app.log | awk '{print $3}' | sort | uniq -c | sort -rn"#,
            ]),
        Shape(
            files: "logs", name: "status codes",
            commands: [
                #"awk '{print $3}' /var/log/app/access.log | sort | uniq -c"#,
                #"awk '$3==200' /var/log/app/access.log | wc -l"#,
            ]),
        Shape(
            files: "logs", name: "line counts",
            commands: [#"wc -l /var/log/app/*.log"#, #"wc /var/log/app/app.log"#]),
        Shape(
            files: "logs", name: "unique ips",
            commands: [
                #"cut -d' ' -f1 /var/log/app/access.log | sort -u"#,
                #"cut -d' ' -f1 /var/log/app/access.log | sort -u | wc -l"#,
            ]),
        Shape(
            files: "logs", name: "recursive grep",
            commands: [#"grep -rl ERROR /var/log/app"#, #"grep -rc INFO /var/log/app"#]),
        Shape(
            files: "papers", name: "glob cat grep",
            commands: [#"cat ~/papers/*.txt ~/papers/*.conf | grep -v one"#]),
        Shape(
            files: "papers", name: "loop sizes",
            commands: [
                #"for f in $(find ~/papers -type f); do echo "$f $(wc -c < $f)"; done | sort"#
            ]),
        Shape(
            files: "papers", name: "loop lines",
            commands: [#"cd ~/papers; for f in *.txt; do echo "$f: $(wc -l < $f) lines"; done"#]),
        Shape(
            files: "papers", name: "sed n",
            commands: [
                #"ls -R ~/papers"#, #"sed -n '2p' ~/papers/count.txt"#,
                #"sed 's/fish/bird/' ~/papers/fish.txt"#, #"sed -n '/two/,$p' ~/papers/count.txt"#,
            ]),
        Shape(
            files: "papers", name: "heredoc",
            commands: [
                "cat > ~/papers/new.txt <<EOF\nfirst\nsecond\nEOF", #"cat ~/papers/new.txt"#,
                #"wc -l ~/papers/*.txt"#,
            ]),
        Shape(
            files: "papers", name: "tar",
            commands: [
                #"cd ~ && tar czf /tmp/p.tgz papers && tar tzf /tmp/p.tgz | sort"#,
                #"rm -r ~/papers; ls ~"#, #"tar xzf /tmp/p.tgz -C ~ && cat ~/papers/count.txt"#,
            ]),
        Shape(
            files: "csv", name: "pairs",
            commands: [
                #"cat /data/pairs.txt"#, #"sort /data/pairs.txt | uniq -d"#,
                #"awk '{s[$1]+=$2} END{for(k in s) print k,s[k]}' /data/pairs.txt | sort"#,
                #"tr a-z A-Z < /data/pairs.txt"#,
            ]),
        Shape(
            files: "csv", name: "grep kinds",
            commands: [
                #"grep -n dev /data/staff.csv"#, #"grep -c ops /data/staff.csv"#,
                #"grep -v ops /data/staff.csv | wc -l"#,
                #"grep -E '^[0-9]+,(ada|eve)' /data/staff.csv"#,
            ]),
        Shape(
            files: "sizes", name: "find size",
            commands: [
                #"find /srv/store -type f -size +10k"#, #"find /srv/store -type f -empty"#,
                #"find /srv/store -type f -size +10k -exec ls -l {} \;"#,
            ]),
        Shape(
            files: "sizes", name: "find mtime",
            commands: [
                #"find /srv/store -type f -mtime +5"#,
                #"find /srv/store -type f -newermt 2022-01-01 | sort"#,
            ]),
        Shape(
            files: "sizes", name: "find perm",
            commands: [
                #"find /srv/store -perm 600"#, #"find /srv/store -type f -perm -u+x"#,
                #"stat -c '%a %n' /srv/store/note /srv/store/a/big.bin"#,
            ]),
        Shape(
            files: "sizes", name: "ls",
            commands: [#"ls -lh /srv/store/a"#, #"ls -lS /srv/store/b"#, #"ls -la /srv/store"#]),
        Shape(
            files: "sizes", name: "chmod chown",
            commands: [
                #"ls -l /srv/store"#,
                #"chmod 644 /srv/store/note && chown nobody:nogroup /srv/store/note && ls -l /srv/store/note"#,
                #"find /srv/store -user nobody"#,
            ]),
        Shape(
            files: "users", name: "id",
            commands: [
                #"id ada"#, #"getent passwd bob"#, #"grep -c bash /etc/passwd"#,
                #"cut -d: -f1 /etc/passwd | tail -n 3"#,
            ]),
        Shape(
            files: "users", name: "sudo file",
            commands: [
                #"find / -xdev -user ada -type f 2>/dev/null"#,
                #"su ada -c 'cat /home/ada/work/plan'"#, #"stat -c '%U:%G %a' /home/ada/work/plan"#,
            ]),
        Shape(
            files: "code", name: "grep r",
            commands: [
                #"grep -rn TODO /proj"#, #"grep -rl TODO /proj | wc -l"#,
                #"grep -r --include='*.py' -c TODO /proj"#,
            ]),
        Shape(
            files: "code", name: "count py",
            commands: [
                #"find /proj -name '*.py' | wc -l"#, #"find /proj -name '*.py' -exec wc -l {} +"#,
                #"cat $(find /proj -name '*.py' | sort) | grep -c '^def'"#,
            ]),
        Shape(
            files: "code", name: "env",
            commands: [
                #"export PROJ=/proj; echo $PROJ"#, #"cd $PROJ && pwd"#, #"ls src | wc -l"#,
                #"env | grep -c PROJ"#,
            ]),
        Shape(
            files: "code", name: "write",
            commands: [
                #"cd /proj && echo 'print(1)' > src/one.py && python3 src/one.py"#, #"ls src"#,
                #"cat src/main.py | head -n 1"#,
            ]),
        Shape(
            files: "code", name: "rename",
            commands: [
                #"cd /proj/src && for f in *.py; do cp $f ${f%.py}.bak; done; ls"#,
                #"ls *.bak | wc -l"#, #"rm *.bak; ls -1"#,
            ]),
    ]

    /// Of these some observations cannot be decided.
    static let open = [
        Shape(
            files: "logs", name: "slowest",
            commands: [
                #"sed -n '1,5p' /var/log/app/app.log"#,
                #"awk '{gsub("ms","",$5); if ($5>m) m=$5} END {print m}' /var/log/app/app.log"#,
                #"sort -t' ' -k5 -n /var/log/app/app.log | tail -n 3"#,
            ]),
        Shape(
            files: "papers", name: "xargs",
            commands: [
                #"find ~/papers -name '*.conf' | xargs cat"#,
                #"find ~/papers -type f | xargs wc -l"#, #"ls ~/papers | xargs -n1 echo item"#,
            ]),
        Shape(
            files: "csv", name: "awk sums",
            commands: [
                #"head -n 3 /data/staff.csv"#,
                #"awk -F, 'NR>1{s+=$4} END{print s}' /data/staff.csv"#,
                #"awk -F, 'NR>1{a[$3]+=$4} END{for(k in a) print k, a[k]}' /data/staff.csv | sort"#,
            ]),
        Shape(
            files: "csv", name: "cut sort",
            commands: [
                #"cut -d, -f2 /data/staff.csv | tail -n +2 | sort -r"#,
                #"cut -d, -f3 /data/staff.csv | sort | uniq -c"#,
                #"sort -t, -k4 -nr /data/staff.csv | head -n 2"#,
            ]),
        Shape(
            files: "sizes", name: "stat",
            commands: [
                #"stat -c '%s' /srv/store/a/*"#, #"stat -c '%n %s %y' /srv/store/a/small.bin"#,
            ]),
        Shape(
            files: "sizes", name: "du",
            commands: [
                #"du -sh /srv/store"#, #"du -a /srv/store | sort -n"#, #"du -sb /srv/store/a"#,
            ]),
        Shape(
            files: "users", name: "groups",
            commands: [
                #"getent group devs"#, #"groups bob"#, #"awk -F: '$3>=1000{print $1}' /etc/passwd"#,
                #"ls -l /home"#,
            ]),
        Shape(
            files: "users", name: "useradd",
            commands: [
                #"useradd -m -s /bin/bash zoe && id zoe"#, #"tail -n 1 /etc/passwd"#,
                #"su - zoe -c 'pwd; whoami'"#, #"userdel -r zoe; ls /home"#,
            ]),
        Shape(
            files: "code", name: "ps df",
            commands: [
                #"ps aux | grep -c bash"#, #"df -h / | tail -n 1"#, #"crontab -l"#,
                #"history | tail -n 2"#, #"ps -ef | awk '{print $8}' | sort | uniq -c"#,
            ]),
        Shape(
            files: "code", name: "diff",
            commands: [
                #"diff /proj/src/calc.py /proj/src/main.py | head -n 4"#,
                #"md5sum /proj/README.md"#, #"head -c 10 /proj/README.md; echo"#,
                #"tail -n +2 /proj/src/calc.py"#,
            ]),
    ]

    private func judge(_ shape: Shape) async throws -> [Judgement] {
        var box = try await Boxes.episode(.agentInstruct)
        _ = try await box.step(action: CommandShapeTests.preparations[shape.files] ?? "false")
        _ = try await box.step(action: "cd /")
        var turns: [RecordedEpisode.Turn] = []
        for (index, command) in shape.commands.enumerated() {
            let step = try await box.step(action: command)
            turns.append(
                RecordedEpisode.Turn(
                    reply: ReplyVersion.agentInstruct.reply(running: command, because: "I look."),
                    observation: step.observation, index: 7 + 2 * index))
        }
        let episode = RecordedEpisode(
            id: "os_t", task: ShellWorld.opening("What is there?"), preamble: [], turns: turns)
        var inference = EpisodeInference(episode, on: try Boxes.tree.get())
        return try await inference.judge().judgements
    }

    @Test(arguments: decided)
    func `Commands of many shapes are explained`(shape: Shape) async throws {
        for judgement in try await judge(shape) {
            #expect([.exact, .equivalent].contains(judgement.verdict), "\(judgement)")
        }
    }

    @Test(arguments: open)
    func `What cannot be decided is not called wrong`(shape: Shape) async throws {
        for judgement in try await judge(shape) {
            #expect(judgement.verdict != .divergent, "\(judgement)")
        }
    }
}
