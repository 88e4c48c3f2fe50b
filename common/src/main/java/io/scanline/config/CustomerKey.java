package io.scanline.config;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret under which customers' ids are hashed (HMAC-SHA256, RFC 2104); without it they are not stored at all. */
public final class CustomerKey implements Serializable {
    public static final String VARIABLE = "SCANLINE_CUSTOMER_KEY";

    private static final long serialVersionUID = 1;
    private static final int REMEMBERED = 20_000;

    private final byte[] secret;

    private CustomerKey(byte[] secret) {
        this.secret = secret;
    }

    public static Optional<CustomerKey> in(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE))
                .filter(text -> !text.isBlank())
                .map(text -> new CustomerKey(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A hasher for one thread; it remembers the customers that it met last. */
    public Hasher hasher() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return new Hasher(mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "(secret)";
    }

    public static final class Hasher {
        private final Mac mac;
        private final Map<String, String> known = new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > REMEMBERED;
            }
        };

        private Hasher(Mac mac) {
            this.mac = mac;
        }

        /** 64 lower-case hex digits. */
        public String hash(String customer) {
            return known.computeIfAbsent(
                    customer, id -> HexFormat.of().formatHex(mac.doFinal(id.getBytes(StandardCharsets.UTF_8))));
        }
    }
}
