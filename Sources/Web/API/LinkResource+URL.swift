import Foundation
import Recoveries
import Service

extension LinkResource {
    /// The reply to the merchant: the kept copy with the link's URL, its token minted now.
    static func withURL(_ kept: [UInt8], addresses: LinkAddresses) throws -> [UInt8] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let copy = try decoder.decode(LinkResource.self, from: Data(kept))
        return try JSON.encode(
            LinkResource(
                object: copy.object, id: copy.id, url: LinkID(copy.id).map(addresses.url), expiresAt: copy.expiresAt))
    }

    private init(object: String, id: String, url: String?, expiresAt: Int64) {
        self.object = object
        self.id = id
        self.url = url
        self.expiresAt = expiresAt
    }
}
