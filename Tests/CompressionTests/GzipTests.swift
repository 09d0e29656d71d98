import Compression
import Peers
import Testing

@Suite("Gzip", .timeLimit(.minutes(1)))
struct GzipTests {
    static let samples: [[UInt8]] = [
        [], [0], Array("Latchkey".utf8), Array(repeating: 97, count: 100_000),
        (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) },
    ]

    @Test("another implementation reads back what was written", arguments: samples, [Gzip.Effort.best, .quick])
    func roundTrip(_ bytes: [UInt8], _ effort: Gzip.Effort) throws {
        #expect(try Gunzip.bytes(of: try Gzip.compress(bytes, effort: effort)) == bytes)
    }

    @Test(
        "inputs of every size around a window's edge are read back", arguments: [255, 256, 257, 511, 512, 513, 32_768])
    func edges(_ count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 3) }
        #expect(try Gunzip.bytes(of: try Gzip.compress(bytes, effort: .quick)) == bytes)
    }

    @Test("text gets smaller, and the same text always gives the same bytes")
    func smaller() throws {
        let text = Array(String(repeating: "A payment of ¥1,099 to confirm. ", count: 200).utf8)
        let once = try Gzip.compress(text)
        #expect(once.count < text.count / 10)
        #expect(try Gzip.compress(text) == once)
    }
}
