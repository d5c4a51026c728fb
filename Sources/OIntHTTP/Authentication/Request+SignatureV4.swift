import Crypto
import OIntCore

extension SignatureV4 {
    /// The header that tells the hash of the body; whoever knows it already puts it there.
    package static let hashHeader = "x-amz-content-sha256"

    /// The hash that stands for a body.
    /// - Parameter bytes: The whole body.
    /// - Returns: SHA-256 in hexadecimal.
    package static func hash(of bytes: [UInt8]) -> String { Hexadecimal.encoded(SHA256.hash(data: bytes)) }
}

extension Request {
    /// The request with a signature of Amazon's, in place of one that it may have.
    /// - Parameters:
    ///   - credentials: Who signs.
    ///   - address: Where the request goes.
    ///   - unixTime: The moment, in seconds since the beginning of 1970.
    ///   - payloadHash: What stands for its body.
    /// - Returns: The request with the headers of a signature.
    package func signed(
        by credentials: AWSCredentials, to address: Address, unixTime: Int, payloadHash: String
    ) -> Request {
        var request = self
        let signature = SignatureV4(credentials: credentials, unixTime: unixTime)
        // The client below leaves out the brackets that belong around such a number.
        if address.host.hasPrefix("["), request.headers.first(named: "host") == nil {
            request.headers.append(HeaderField("Host", address.authority))
        }
        let ours = ["authorization", "x-amz-date", "x-amz-security-token", SignatureV4.hashHeader]
        request.headers.removeAll { ours.contains($0.name.lowercased()) }
        request.headers.append(HeaderField("x-amz-date", signature.timestamp))
        if credentials.isForObjects { request.headers.append(HeaderField(SignatureV4.hashHeader, payloadHash)) }
        if let token = credentials.sessionToken {
            request.headers.append(HeaderField("x-amz-security-token", token.exposed))
        }
        let message = SignatureV4.Message(request, address, payloadHash: payloadHash)
        request.headers.append(HeaderField("Authorization", signature.authorization(message)))
        request.authentication = .aws(credentials)
        return request
    }
}
