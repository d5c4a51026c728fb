/// Makes a type a client: its first public initialiser tells which options each of its methods takes besides its own.
///
/// Every parameter needs a line of documentation. A parameter of type `HTTP`, `CallContext` or `Credentials` is no option:
/// whoever makes the call hands it over.
@attached(member, names: named(clientParameters), named(decode))
public macro Client() = #externalMacro(module: "OIntMacros", type: "ClientMacro")

/// Makes the public functions of an extension methods of a library, in one group of its help.
///
/// It adds a static property with the group's descriptor, named after the title: "Tasks management" becomes
/// `tasksManagement`. Each public function is a method and needs the mark `@Method`; a static one needs no client.
/// The first line of its documentation is the method's help, each parameter's line the option's. A parameter's label
/// in lower case is the option's name; an optional type or an empty list as default makes the option optional.
/// A block of code below `- Returns:` is a sample of the answer, in `json` or `text`.
/// - Parameter title: The heading of the group.
@attached(member, names: arbitrary)
public macro Methods(_ title: String) = #externalMacro(module: "OIntMacros", type: "MethodsMacro")

/// Marks a function in an extension with `@Methods` as a method, and says what its declaration can't tell.
/// - Parameters:
///   - effect: What the method does to the world.
///   - ru: The Russian name.
///   - name: The English name, where it is not the function's in upper camel case.
///   - aliases: Published names that hold a slip of the pen, and go on working.
///   - options: Names of options that are not the parameter's label in lower case, by label.
///   - optionAliases: Published names of options that hold a slip of the pen, by label.
///   - scope: Where the method makes sense; `.session` where it takes an object that an earlier call has opened.
@attached(peer)
public macro Method(
    _ effect: Effect, ru: String, name: String? = nil, aliases: [String] = [],
    options: [String: String] = [:], optionAliases: [String: [String]] = [:],
    in scope: MethodScope = .anywhere
) = #externalMacro(module: "OIntMacros", type: "MethodMacro")
