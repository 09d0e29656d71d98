/// What a derived key is for; a value made for one purpose means nothing for another.
///
/// The raw value enters the derivation: renaming one invalidates everything made for it.
public enum KeyPurpose: String, CaseIterable, Sendable {
    /// The tokens of customers' links.
    case link
    /// Session cookies.
    case session
    /// Form nonces against cross-site request forgery.
    case form
    /// Secrets at rest in the database.
    case seal
    /// Delivery reports from gateways and providers.
    case callback
}
