import Glibc

/// This program, run once more.
enum OwnProcess {
    /// Runs it with some arguments and waits for its end; whether it succeeded.
    static func run(_ arguments: [String]) throws -> Bool {
        var pointers = (["bench"] + arguments).map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        var process: pid_t = 0
        guard posix_spawn(&process, "/proc/self/exe", nil, nil, pointers, environ) == 0 else {
            return false
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return false }
        }
        return status == 0
    }
}
