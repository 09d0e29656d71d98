import HTTPTypes
import Hummingbird
import NIOCore
import Recoveries
import Service

/// `/logo/{merchant}/{name}`: a merchant's logo, for pages and mails.
struct LogoRoute: Sendable {
    let directory: MerchantDirectory

    func register(on routes: Routes) {
        routes.add(.get, "/logo/{merchant}/{name}") { [directory] _, context in
            guard let merchant = context.parameters.get("merchant").flatMap(MerchantID.init),
                let name = context.parameters.get("name"),
                let logo = try await directory.logo(of: merchant, named: name)
            else { throw HTTPError(.notFound) }
            return Self.response(logo)
        }
    }

    /// A picture may hold scripts when it is SVG and opened by itself, so it is opened in a sandbox; mail programs on the web
    /// load it from elsewhere, so any origin may show it.
    private static func response(_ logo: Logo) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: logo.mediaType, .cacheControl: "public, max-age=31536000, immutable",
                .xContentTypeOptions: "nosniff", .resourcePolicy: "cross-origin",
                .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
            ], body: .init(byteBuffer: ByteBuffer(bytes: logo.bytes)))
    }
}
