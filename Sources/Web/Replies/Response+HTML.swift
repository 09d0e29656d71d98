import Compression
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A page, compressed when the client asks for that.
    ///
    /// BREACH finds a secret out of the compressed length of a response that holds both the secret and text of the attacker's
    /// choice. Pages hold a form's nonce or a CSRF token, but nothing that the one who caused the request chose: neither path,
    /// query nor any header is repeated in them (`Accept-Language` only picks one of our own texts), and a test watches over it.
    /// So the length says nothing. Replies in JSON, among them the one with the client secret, are never compressed.
    static func html(
        _ text: String, status: HTTPResponse.Status, headers: HTTPFields, gzipped: Bool
    ) throws(CompressionError) -> Response {
        guard gzipped else {
            return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
        }
        var headers = headers
        headers[.contentEncoding] = "gzip"
        let bytes = try Gzip.compress(Array(text.utf8), effort: .quick)
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
