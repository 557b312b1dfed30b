import Testing

@testable import ShellSimulator

/// Which ids boxes get, and what is told where there are none.
@Suite struct IdentityTests {
    @Test func `Root takes ids that it has and nobody uses`() {
        #expect(IdentityMap.first(spareBy: "         0          0 4294967295\n") == 1_879_048_192)
        #expect(IdentityMap.first(spareBy: "0 1000 1\n1 100000 199999\n") == 134464)
        #expect(IdentityMap.first(spareBy: "0 1000 1\n") == nil)
        #expect(IdentityMap.first(spareBy: "0 1000 1\n1 100000 65536\n") == nil)
    }

    @Test func `The ids that a user should be given are free`() {
        #expect(IdentityMap.end(of: "") == 100_000)
        #expect(IdentityMap.end(of: "ada:100000:65536\nbob:165536:65536\nx\n") == 231_072)
    }

    @Test func `A file made to be read for hours is no bash`() {
        // 65,535 sections, each of them a table of symbols that fills the file.
        var bytes = [UInt8](repeating: 0, count: 4 << 20)
        bytes.replaceSubrange(0..<5, with: [0x7F, 0x45, 0x4C, 0x46, 2])
        func put(_ value: UInt64, at place: Int, _ size: Int) {
            for index in 0..<size {
                bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(index)))
            }
        }
        put(64, at: 40, 8)
        put(56, at: 58, 2)
        put(65535, at: 60, 2)
        for section in 0..<65535 {
            put(11, at: 64 + 56 * section + 4, 4)
            put(4 << 20, at: 64 + 56 * section + 32, 8)
        }
        #expect(BashSymbols(executable: bytes) == nil)
    }
}
