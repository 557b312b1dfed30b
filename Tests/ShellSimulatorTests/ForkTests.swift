import Environments
import Testing

@testable import ShellSimulator

@Suite(.serialized, .enabled(if: Boxes.areHere, Boxes.reason))
struct ForkTests {
    /// What changes a shell's state, and what shows it.
    static let states = [
        ("cd /opt; cd /srv", "pwd; echo $OLDPWD"),
        ("x='a b'; y=$'two\ndeclare -x lines\n'; z=", "echo \"<$x$y$z>\"; echo ${z+set}"),
        ("export E=1; export -n HOSTNAME", "env | grep -cE '^(E|HOSTNAME)='"),
        ("declare -r R=fixed; declare -i I=3+4", "R=other; I=1+1; echo $R $I"),
        ("a=(x 'y z' [5]=w); declare -A m=([k]=v ['a b']=$'c\td')", "declare -p a m"),
        ("set -- one 'two three' \"it's\"; shift", "echo $#; printf '<%s>' \"$@\""),
        ("f() { echo f$1; }; g() { ls; }; export -f f", "f 1; bash -c 'f 2'; declare -f g"),
        ("shopt -s extglob nullglob; h() { case $1 in @(a|b)) echo ab;; esac; }", "h a; echo /no*"),
        ("alias k='echo k'; shopt -s expand_aliases; unalias ls 2>/dev/null", "alias"),
        (
            "set -f; set -o pipefail; set -o noclobber",
            "set -o | grep -E 'noglob|pipefail|noclobber'"
        ),
        ("set -eu; (exit 3) && :", "echo $?; echo $-"),
        ("umask 027; ulimit -n 100; ulimit -S -c 0", "umask; ulimit -n"),
        ("trap 'echo bye' EXIT; trap '' HUP; trap 'echo usr' USR1", "trap -p; kill -USR1 $$"),
        ("trap ': >> /tmp/debug' DEBUG", "trap -p DEBUG"),
        ("IFS=:; unset PS4 MAILCHECK; PATH=/bin", "printf %q \"$IFS\"; echo ${PS4-gone} $PATH"),
        ("pushd /tmp >/dev/null; pushd /usr >/dev/null", "dirs -l -p"),
        ("complete -W 'a b' cmd; enable -n test", "complete -p cmd; enable -n"),
        ("declare() { echo mine; }; alias printf=false", "declare; alias printf"),
        ("x=1; declare -n ref=x", "ref=2; echo $x"),
        ("PS1='% '; false", "echo $?; echo \"$PS1\""),
    ]

    @Test(arguments: Rendering.allCases)
    func `A fork's shell knows what the shell knows`(rendering: Rendering) async throws {
        for (change, show) in ForkTests.states {
            var one = try await Boxes.episode(rendering)
            _ = try await one.step(action: change)
            var two = try await one.fork()
            let copied = try await two.step(action: show)
            let original = try await one.step(action: show)
            #expect(copied.observation == original.observation, "\(change)")
            #expect(copied.details == original.details, "\(change)")
        }
    }

    @Test(arguments: Rendering.allCases)
    func `Two forks go their own ways`(rendering: Rendering) async throws {
        var one = try await Boxes.episode(rendering)
        _ = try await one.step(action: "echo 1 > /n; x=1")
        var two = try await one.fork()
        _ = try await one.step(action: "echo 2 > /n; x=2; rm -r /opt; mkdir /opt")
        var three = try await one.fork()
        _ = try await three.step(action: "echo 3 > /n")
        let show = "cat /n; echo $x"
        #expect(try await two.step(action: show).observation.contains("1"))
        #expect(try await one.step(action: show).observation.contains("2"))
        #expect(try await three.step(action: show).observation.contains("3"))
    }

    @Test func `A terminal's history is the agent's own`() async throws {
        for control in ["ignoreboth", ""] {
            var one = try await Boxes.episode(.agentBench)
            _ = try await one.step(action: "HISTCONTROL=\(control)")
            _ = try await one.step(action: "echo one")
            var two = try await one.fork()
            let copied = try await two.step(action: "history | tail -n 3")
            let original = try await one.step(action: "history | tail -n 3")
            #expect(copied.observation == original.observation)
            #expect(!copied.observation.contains("diorama"), "\(copied.observation)")
            #expect(copied.observation.contains("echo one"))
        }
    }

    @Test func `A profile that was changed since does not run in a fork`() async throws {
        var one = try await Boxes.episode(.agentBench)
        _ = try await one.step(action: "echo 'exit 5' > ~/.profile; echo 'y=9' > ~/.bashrc")
        var two = try await one.fork()
        #expect(try await two.step(action: "echo \"<$y>$HOME\"").observation.contains("<>/root"))
    }

    @Test(arguments: [
        ("sleep 60 &", "sleep"), ("exec 7< /etc/passwd", "7"), ("touch /dev/shm/a", "/dev/shm"),
        ("exec sh", "another program"),
        ("useradd u; exec setpriv --reuid u --regid u --clear-groups bash --login", "user"),
        ("mkdir /gone; cd /gone; rmdir /gone", "folder"),
    ])
    func `What cannot be forked is named`(change: String, name: String) async throws {
        var episode = try await Boxes.episode(.agentBench)
        _ = try await episode.step(action: change)
        let error = await #expect(throws: EnvironmentError.self) { try await episode.fork() }
        #expect(error?.message.contains(name) == true, "\(error?.message ?? "")")
        _ = try await episode.step(action: "echo still here")
    }
}
