import Foundation
import HTTPTypes
import Hummingbird

/// What Latchkey's page is measured against: a Hummingbird route that answers with the same bytes, and does nothing else.
///
/// usage: bare-route PORT HEADERS BODY: two files, the fields a line each and the page.
@main
enum BareRoute {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let port = Int(arguments[1]) else {
            print("usage: bare-route PORT HEADERS BODY")
            exit(64)
        }
        let reply = Response(
            status: .ok, headers: try fields(in: arguments[2]),
            body: .init(byteBuffer: ByteBuffer(bytes: try Data(contentsOf: URL(filePath: arguments[3])))))
        let router = Router()
        router.get("/l/{token}") { _, _ in reply }
        try await Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port), backlog: 1024)
        ).runService()
    }

    private static func fields(in file: String) throws -> HTTPFields {
        var fields = HTTPFields()
        for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingPrefix(" ") }
            if parts.count == 2, let name = HTTPField.Name(String(parts[0])) { fields[name] = String(parts[1]) }
        }
        return fields
    }
}
