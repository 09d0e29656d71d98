import Testing
import Web

@testable import latchkey

@Suite("Apps in the settings")
struct AppSettingsTests {
    static let one = Array(repeating: "AB", count: 32).joined(separator: ":")
    static let other = Array(repeating: "0C", count: 32).joined(separator: ":")

    @Test("no apps unless some are set")
    func none() throws {
        #expect(try Settings.read([:]).apps == AppLinks())
    }

    @Test("apps of iOS are listed as they are written, each once")
    func apple() throws {
        let apps = try Settings.read([
            .appleAppIDs: "ABCDE12345.com.example.shop, 9JA89QQLNQ.com.example.Shop-2,ABCDE12345.com.example.shop"
        ]).apps
        #expect(apps.apple == ["ABCDE12345.com.example.shop", "9JA89QQLNQ.com.example.Shop-2"])
    }

    @Test("an app of Android may have several keys; fingerprints are written in capitals")
    func android() throws {
        let text =
            "com.example.shop=\(Self.one.lowercased()),com.example.other=\(Self.one),com.example.shop = \(Self.other)"
        let apps = try Settings.read([.androidApps: text]).apps
        #expect(
            apps.android == [
                AndroidApp(package: "com.example.shop", fingerprints: [Self.one, Self.other]),
                AndroidApp(package: "com.example.other", fingerprints: [Self.one]),
            ])
    }

    @Test("a SHA-1 fingerprint is told apart from the right one")
    func sha1() throws {
        let text = "com.example.shop=" + Array(repeating: "AB", count: 20).joined(separator: ":")
        #expect(Settings.faults(of: [.androidApps: text]).first?.problem.contains("SHA-1") == true)
    }

    @Test("the examples of the messages are good values", arguments: [SettingName.appleAppIDs, .androidApps])
    func examples(name: SettingName) throws {
        #expect(Settings.faults(of: [name: name.example]).isEmpty)
    }
}
