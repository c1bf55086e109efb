using Parlance.Protocols;
using Parlance.Responses;

namespace Parlance;

/// <summary>
/// The settings of calls and connections in one word each: <c>provider.WithTimeout(limit)</c> for
/// <c>provider with { Call = provider.Call with { … } }</c>.
/// </summary>
public static class ProviderSettings
{
    extension(Provider provider)
    {
        /// <summary>
        /// Limits how long a call may take: in total where it is not streamed, to the first byte and between two pieces
        /// where it is.
        /// </summary>
        /// <param name="timeout">The limit; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
        /// <exception cref="ArgumentOutOfRangeException">It is zero or less.</exception>
        public Provider WithTimeout(TimeSpan timeout) =>
            provider.WithTimeouts(new CallTimeouts { Total = timeout, FirstByte = timeout, Idle = timeout });

        /// <summary>Limits how long a call may take, each part by itself.</summary>
        /// <param name="timeouts">The limits.</param>
        public Provider WithTimeouts(CallTimeouts timeouts)
        {
            ArgumentNullException.ThrowIfNull(timeouts);
            return provider with { Call = provider.Call with { Timeouts = timeouts } };
        }

        /// <summary>Chooses what to do with settings that the wire cannot express.</summary>
        /// <param name="policy">The policy.</param>
        public Provider WithUnsupportedPolicy(UnsupportedPolicy policy) =>
            provider with { Call = provider.Call with { UnsupportedPolicy = policy } };

        /// <summary>Chooses what to do with content that the wire cannot express.</summary>
        /// <param name="handling">Whether to throw or to describe it in words.</param>
        public Provider WithUnsupportedContent(UnsupportedContent handling) =>
            provider with { Call = provider.Call with { UnsupportedContent = handling } };

        /// <summary>Chooses how much of what became of a request its warnings tell.</summary>
        /// <param name="detail">Whether to tell what no answer can depend on too.</param>
        public Provider WithWarnings(WarningDetail detail) =>
            provider with { Call = provider.Call with { WarningDetail = detail } };

        /// <summary>
        /// Lets a sink hear every response between the decoder and its reader, such as a count of what was said. The one
        /// that was added last hears first.
        /// </summary>
        /// <param name="tap">Makes the sink of one response from its call and from who hears it next, to whom it must pass on what it hears.</param>
        public Provider WithResponseTap(Func<ChatCall, IResponseSink, IResponseSink> tap)
        {
            ArgumentNullException.ThrowIfNull(tap);
            return provider with { Call = provider.Call with { ResponseTaps = provider.Call.ResponseTaps.Add(tap) } };
        }

        /// <summary>Measures timeouts with this clock.</summary>
        /// <param name="timeProvider">The clock.</param>
        public Provider WithTimeProvider(TimeProvider timeProvider)
        {
            ArgumentNullException.ThrowIfNull(timeProvider);
            return provider with { Call = provider.Call with { TimeProvider = timeProvider } };
        }

        /// <summary>Sends through this handler: for tests and for connections of one's own making. The caller owns it.</summary>
        /// <param name="handler">The handler.</param>
        public Provider WithHandler(HttpMessageHandler handler)
        {
            ArgumentNullException.ThrowIfNull(handler);
            return provider with { Connection = provider.Connection with { Handler = handler } };
        }

        /// <summary>Sends through this proxy. A handler given with <c>WithHandler</c> knows its own and wins.</summary>
        /// <param name="proxy">The proxy, such as <c>http://proxy.example:3128</c>.</param>
        /// <exception cref="ArgumentException">It is not an absolute http, https or socks address.</exception>
        public Provider WithProxy(Uri proxy)
        {
            ArgumentNullException.ThrowIfNull(proxy);
            return provider with { Connection = provider.Connection with { Proxy = proxy } };
        }

        /// <summary>Allows plain HTTP to hosts other than this machine.</summary>
        public Provider WithInsecureHttp() => provider with { Connection = provider.Connection with { AllowInsecureHttp = true } };
    }
}
