import Foundation
import HTTPTypes
import Hummingbird

/// `/.well-known/`: tells iOS and Android which apps may open links. Without such apps there is nothing there.
///
/// Only `/l/` opens an app. `/pay/` stays in the browser that opened the link, which holds the session.
struct AppLinkRoutes: Sendable {
    private let apps: AppLinks

    init(_ apps: AppLinks) {
        self.apps = apps
    }

    func register(on routes: Routes) {
        if !apps.apple.isEmpty {
            routes.add(.get, "/.well-known/apple-app-site-association") { [apps] _, _ in
                try .association(AppleAssociation(apps.apple))
            }
        }
        if !apps.android.isEmpty {
            routes.add(.get, "/.well-known/assetlinks.json") { [apps] _, _ in
                try .association(apps.android.map(AndroidAssociation.init))
            }
        }
    }
}

extension Response {
    /// Apple's and Google's servers fetch it, and keep it for a while. Its names are theirs, so no naming strategy touches them.
    fileprivate static func association(_ value: some Encodable) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        var response = Response.json(Array(try encoder.encode(value)))
        response.headers[.cacheControl] = "public, max-age=3600"
        return response
    }
}

/// `apple-app-site-association` as iOS 13 and later read it (Apple, "Supporting associated domains").
private struct AppleAssociation: Encodable {
    struct Links: Encodable {
        let details: [Detail]
    }

    struct Detail: Encodable {
        let appIDs: [String]
        let components: [[String: String]]
    }

    let applinks: Links

    init(_ apps: [String]) {
        applinks = Links(details: [Detail(appIDs: apps, components: [["/": "/l/*"]])])
    }
}

/// One statement of `assetlinks.json` (Google, "Digital Asset Links").
private struct AndroidAssociation: Encodable {
    struct Target: Encodable {
        let namespace = "android_app"
        let packageName: String
        let sha256CertFingerprints: [String]

        private enum CodingKeys: String, CodingKey {
            case namespace
            case packageName = "package_name"
            case sha256CertFingerprints = "sha256_cert_fingerprints"
        }
    }

    let relation = ["delegate_permission/common.handle_all_urls"]
    let target: Target

    init(_ app: AndroidApp) {
        target = Target(packageName: app.package, sha256CertFingerprints: app.fingerprints)
    }
}
