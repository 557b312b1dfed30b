import Glibc
import JSONTree

/// What the process holds in memory.
enum ResidentMemory {
    /// The resident memory in bytes.
    static var bytes: Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = fread(&bytes, 1, bytes.count, file)
        let fields = String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) : 0
    }

    /// Prints a figure.
    static func report(_ name: String, megabytes: Int, asJSON: Bool) {
        let object = JSONObject([("name", .string(name)), ("megabytes", JSON(megabytes))])
        print(asJSON ? JSON.object(object).text() : "\(name) take \(megabytes) MB")
    }
}
