package energy.ems.simulator;

import java.nio.charset.StandardCharsets;

/**
 * Chance without a memory: the answer for a device's n-th measurement depends on nothing but the seed, the device, n and
 * what is asked. So one fault option does not move the others, and a resumed run meets the same faults.
 */
final class Dice {

    /** What is being decided; each has its own stream of chance. */
    enum Throw {
        DUPLICATE,
        DUPLICATE_DELAY,
        LATE,
        LATE_DELAY,
        GAP,
        GAP_LENGTH,
        RESET,
        GLITCH,
        MALFORMED,
        MALFORMED_KIND,
        SHUFFLE,
        PHASE,
        FACTOR,
        NOISE,
        SWAP,
        SWAP_LEVEL,
        JUMP,
        PENDING,
        CLOCK,
        STATED,
        STATED_LENGTH
    }

    private final long seed;

    Dice(long seed) {
        this.seed = seed;
    }

    /** The stream of one device. */
    Dice of(String deviceId) {
        long hash = seed;
        for (byte octet : deviceId.getBytes(StandardCharsets.UTF_8)) {
            hash = mix(hash ^ octet);
        }
        return new Dice(hash);
    }

    boolean happens(Throw what, long n, double share) {
        return share > 0 && (bits(what, n) >>> 11) * 0x1.0p-53 < share;
    }

    /** A whole number from 0 to {@code bound - 1}. */
    int below(Throw what, long n, int bound) {
        return (int) Long.remainderUnsigned(bits(what, n), bound);
    }

    long bits(Throw what, long n) {
        return mix(mix(seed + 0x9E3779B97F4A7C15L * (what.ordinal() + 1)) ^ mix(n));
    }

    /** The finishing step of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
