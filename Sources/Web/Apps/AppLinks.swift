/// The apps that open customers' links by themselves when they are installed.
public struct AppLinks: Sendable, Equatable {
    /// Apps of iOS: `TEAMID.bundle.id`.
    public var apple: [String]
    /// Apps of Android.
    public var android: [AndroidApp]

    /// No apps, or these.
    public init(apple: [String] = [], android: [AndroidApp] = []) {
        self.apple = apple
        self.android = android
    }
}

/// An app of Android, and the keys it may be signed with.
public struct AndroidApp: Sendable, Equatable {
    /// The package's name, such as `com.shop.app`.
    public var package: String
    /// SHA-256 fingerprints of signing certificates, in capitals, with colons.
    public var fingerprints: [String]

    /// Makes an app of its parts.
    public init(package: String, fingerprints: [String]) {
        self.package = package
        self.fingerprints = fingerprints
    }
}
