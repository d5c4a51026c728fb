import OIntCore
import OIntHTTP
import OIntXML

/// What an S3 service says when it says no.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
enum Refusal {
    /// What a response says that is not a yes; nil where it says yes.
    ///
    /// A status of 200 is not enough: copying and putting parts together can fail after the head was sent.
    /// - Parameters:
    ///   - reply: The response.
    ///   - method: The method of the request; what is fetched may be a document of the user's that is called Error.
    static func judgement(_ reply: ServiceReply, to method: Request.Method) -> Judgement? {
        guard !reply.isSuccess || [.put, .post].contains(method) else { return nil }
        let document = Answer.document(in: reply.body).flatMap { $0.name == "Error" ? $0 : nil }
        guard !reply.isSuccess || document != nil else { return nil }
        let code = document?["Code"]?.text
        return Judgement(code: code, message: document?["Message"]?.text, course: course(code, reply.status))
    }

    /// What follows from a refusal; nil where the status tells.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    private static func course(_ code: String?, _ status: Int) -> Judgement.Course? {
        switch code {
        case "SlowDown", "Throttling", "ThrottlingException", "RequestLimitExceeded", "BandwidthLimitExceeded":
            .slowDown(after: nil)
        case "InternalError", "ServiceUnavailable", "RequestTimeout", "OperationAborted": .passing
        default: nil
        }
    }

    /// A refusal in the shape that all answers have, with what helps.
    /// - Parameters:
    ///   - refusal: The refusal, as the request ended with it.
    ///   - method: The method of the request.
    ///   - account: Who asked.
    ///   - peer: Where the answer came from.
    static func refined(
        _ refusal: ServiceError, to method: Request.Method, _ account: S3Account, peer: String
    ) -> ServiceError {
        let body: [UInt8] =
            switch refusal.reply {
            case .bytes(let bytes): bytes
            case .json(let value): Array(value.text(.compact).utf8)
            }
        let status = refusal.status ?? 0
        let answer = Answer(status: status, headers: refusal.headers, body: body, peer: peer)
        let document = answer.document?.name == "Error" ? answer.document : nil
        let code = document?["Code"]?.text
        let region = document?["Region"]?.text ?? answer.header("x-amz-bucket-region")
        let remedy = remedy(
            code: code, status: status, region: region.flatMap { $0 == account.region ? nil : $0 },
            endpoint: document?["Endpoint"]?.text)
        return ServiceError(
            service: "S3", status: status, headers: refusal.headers, code: code,
            message: document?["Message"]?.text ?? silence(method, status), remedy: remedy, reply: .json(answer.json))
    }

    /// Whether a service refuses content because its MD5 is not told beforehand, as buckets with Object Lock do.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
    static func wantsMD5(_ refusal: ServiceError) -> Bool {
        refusal.status == 400 && refusal.message?.contains("Content-MD5") == true
    }

    /// What can be said where the service says nothing, as it does in answers to HEAD.
    private static func silence(_ method: Request.Method, _ status: Int) -> String? {
        switch status {
        case 404: "there is no such object or bucket"
        case 403: "these credentials may not see it"
        case 412: "the object is not the one that the conditions in --headers ask for"
        case 304: "the object has not changed"
        case 301, 307: "the bucket lies elsewhere"
        default: method == .head ? "the service gives no reason" : nil
        }
    }

    /// Whether an object is too large to be copied in one request.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/copy-object.html
    static func wantsCopyInParts(_ refusal: ServiceError) -> Bool {
        refusal.code == "EntityTooLarge"
            || refusal.code == "InvalidRequest" && refusal.message?.contains("maximum allowable size") == true
    }

    private static func remedy(code: String?, status: Int, region: String?, endpoint: String?) -> String? {
        let isElsewhere = ["PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed"].contains(code)
        if isElsewhere || [301, 307].contains(status) || (status == 400 && code == nil) {
            let places = [region.map { "Region \($0)" }, endpoint.map { "the host \($0)" }].compactMap(\.self)
            if !places.isEmpty {
                return "Use \(places.joined(separator: " and ")) in --basic, and the URL of that region"
            }
            return isElsewhere ? "Check Region and URL in --basic" : nil
        }
        return switch code {
        case "SignatureDoesNotMatch": "Check SecretKey, Region and Service in --basic"
        case "InvalidAccessKeyId": "Check AccessKey in --basic"
        case "InvalidToken", "ExpiredToken":
            "The SessionToken in --basic is too old or belongs to another key: get new ones"
        case "NoSuchBucket": "Check the bucket's name, and Region and URL in --basic"
        case "NoSuchKey": "Check the object's key; ListObjects tells which there are"
        case "NoSuchUpload": "The upload was finished or cancelled already: start a new one"
        case "AccessDenied", "AllAccessDisabled": "Whoever the access key belongs to may not do this"
        case "RequestTimeTooSkewed": "Set this machine's clock"
        case "EntityTooLarge": "Use PutObject, which sends large objects in parts"
        case "EntityTooSmall": "Each part but the last needs 5242880 bytes or more"
        case "SlowDown", "ServiceUnavailable": "Try again later, or with a smaller Parallel in --basic"
        case "BucketAlreadyExists": "Choose another name: others have buckets too"
        case "IllegalLocationConstraintException": "Use the URL and Region of the region that the bucket is to lie in"
        default: nil
        }
    }
}
