internal import CNamespaces
import Environments
import Glibc

/// Where no box can be had, and what would have to change.
public struct BoxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried, why it failed and what to do, in one line.
    public var description: String
    /// Whether it is not the box that is wanting, but something about it that was asked for.
    let isRefusal: Bool

    /// States a failure.
    init(_ description: String) {
        self.description = description
        isRefusal = false
    }

    /// States what a box that is there does not do.
    init(refusing description: String) {
        self.description = description
        isRefusal = true
    }

    /// States that a step in making a box failed.
    init(_ failure: box_failure) {
        let step = withUnsafeBytes(of: failure.step) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let advice =
            switch (step, failure.error) {
            case ("make namespaces", ENOSPC):
                "; allow user namespaces: sysctl user.max_user_namespaces=15000"
            case ("make namespaces", _), ("become root of the box", _),
                ("make the mounts private", _):
                "; allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, "
                    + "kernel.apparmor_restrict_unprivileged_userns=0; in a container: "
                    + "--security-opt seccomp=unconfined --security-opt apparmor=unconfined)"
            case ("mount /proc", _):
                "; in a container /proc must be whole: --security-opt systempaths=unconfined"
            case ("mount the overlay", _):
                "; overlays in user namespaces need Linux 5.11 or later"
            case ("limit the process", _):
                "; raise the hard limits (ulimit -H -a)"
            default: ""
            }
        self.init("cannot \(step): \(BoxError.text(of: failure.error))\(advice)")
    }

    /// States that a system call failed.
    static func system(_ what: String, _ error: Int32 = errno) -> BoxError {
        BoxError("cannot \(what): \(text(of: error))")
    }

    private static func text(of error: Int32) -> String { String(cString: strerror(error)) }
}

extension EnvironmentError {
    /// No box can be had, or it does not do what was asked for.
    init(_ error: BoxError) {
        self = .unsupported(error.isRefusal ? error.description : "no-sandbox: \(error)")
    }
}
