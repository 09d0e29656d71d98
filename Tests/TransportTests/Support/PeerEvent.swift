import Foundation

/// One line of a stand-in's report.
struct PeerEvent: Decodable, Sendable {
    let event: String
    var port: Int?
    var file: String?
    var name: String?
    var line: String?
    var path: String?
    var sender: String?
    var recipient: String?
    var mechanism: String?
    var helo: String?
    var isSecure: Bool?
    var isAuthenticated: Bool?
    var data: Data?

    /// The message as text.
    var message: String { String(decoding: data ?? Data(), as: UTF8.self) }
}

extension [PeerEvent] {
    func count(of event: String) -> Int { filter { $0.event == event }.count }
}
