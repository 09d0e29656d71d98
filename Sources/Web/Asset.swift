import Compression
import HTTPTypes
import Hummingbird
import NIOCore

/// One file that browsers load, as it is and compressed.
struct Asset: Sendable {
    private let plain: ByteBuffer
    /// `nil` when compression would not make it smaller, as with pictures.
    private let gzip: ByteBuffer?
    private let headers: HTTPFields

    init(type: String, bytes: [UInt8]) throws(CompressionError) {
        let compressed = try Gzip.compress(bytes, effort: .best)
        plain = ByteBuffer(bytes: bytes)
        gzip = compressed.count < bytes.count ? ByteBuffer(bytes: compressed) : nil
        headers = [
            .contentType: type, .cacheControl: "public, max-age=31536000, immutable",
            .xContentTypeOptions: "nosniff", .resourcePolicy: "same-origin", .vary: "Accept-Encoding",
        ]
    }

    func response(gzipped: Bool) -> Response {
        guard gzipped, let gzip else {
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: plain))
        }
        var headers = headers
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: gzip))
    }
}
