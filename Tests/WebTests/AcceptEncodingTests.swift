import Testing

@testable import Web

@Suite("What a client can decompress")
struct AcceptEncodingTests {
    @Test(
        "gzip is sent to who asks for it",
        arguments: [
            "gzip", "GZIP", "gzip, deflate, br, zstd", "x-gzip", "*", "br;q=1.0, gzip;q=0.8, *;q=0.1",
            "deflate, gzip;q=1.0",
            " gzip ; q=0.5 ", "gzip;q=0.001", "identity;q=0.5, gzip;q=0.5", "*;q=0, gzip", "identity;q=0, gzip;q=0.1",
            "gzip;Q=0.9",
        ])
    func admitted(_ header: String) {
        #expect(AcceptEncoding(header).admitsGzip)
    }

    @Test(
        "and to nobody else",
        arguments: [
            nil, "", "identity", "br", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzip;q=0, *", "gzip;q=0.4, identity;q=0.5",
            "gzip;q=", "gzip;q=x", "gzip;q=2", "gzip;q=-1", "gzip;q=nan", "gzipped", ",,,", ";", "q=1",
        ])
    func refused(_ header: String?) {
        #expect(!AcceptEncoding(header).admitsGzip)
    }

    @Test("a header of thousands of codings is read no further than it need be")
    func long() {
        let header = String(repeating: "br,", count: 5000) + "gzip"
        #expect(!AcceptEncoding(header).admitsGzip)
    }
}
