import Testing

@testable import Web

@Suite("Links that open apps", .timeLimit(.minutes(5)))
struct AppLinkTests {
    static let fingerprint = Array(repeating: "AB", count: 32).joined(separator: ":")

    @Test("iOS is told that links open the app, and pages do not")
    func apple() async throws {
        let apps = AppLinks(apple: ["ABCDE12345.com.example.shop", "ABCDE12345.com.example.beta"])
        try await Site.serving(apps: apps) { site in
            let reply = try await site.send("GET", "/.well-known/apple-app-site-association")
            #expect(reply.status == 200)
            #expect(reply["Content-Type"] == "application/json")
            #expect(reply["Cache-Control"] == "public, max-age=3600")
            #expect(
                reply.text == """
                    {"applinks":{"details":[{"appIDs":["ABCDE12345.com.example.shop","ABCDE12345.com.example.beta"],\
                    "components":[{"/":"/l/*"}]}]}}
                    """)
            #expect(try await site.send("GET", "/.well-known/assetlinks.json").status == 404)
        }
    }

    @Test("Android is told the package and its keys")
    func android() async throws {
        let apps = AppLinks(android: [AndroidApp(package: "com.example.shop", fingerprints: [Self.fingerprint])])
        try await Site.serving(apps: apps) { site in
            let reply = try await site.send("GET", "/.well-known/assetlinks.json")
            #expect(reply.status == 200)
            #expect(reply["Content-Type"] == "application/json")
            #expect(
                reply.text == """
                    [{"relation":["delegate_permission/common.handle_all_urls"],"target":{"namespace":"android_app",\
                    "package_name":"com.example.shop","sha256_cert_fingerprints":["\(Self.fingerprint)"]}}]
                    """)
            #expect(try await site.send("GET", "/.well-known/apple-app-site-association").status == 404)
        }
    }

    @Test("without apps there is nothing there")
    func none() async throws {
        try await Site.serving { site in
            for name in ["apple-app-site-association", "assetlinks.json"] {
                let reply = try await site.send("GET", "/.well-known/\(name)")
                #expect((reply.status, reply.code) == (404, "not_found"))
            }
        }
    }
}
