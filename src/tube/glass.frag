// The glass on a graphics card: what is seen of the light, one pixel at a time. optics.rs has the model, and glass.rs
// is the twin from which this must not differ to the eye.
//
// A header of shader.rs stands before it. Textures are read by whole texels, so that no filter plays a part.

uniform usampler2D u_plate;
uniform sampler2D u_light;
uniform usampler2D u_halo;

uniform ivec2 u_origin;
uniform vec2 u_span;
uniform vec3 u_mean;

uniform vec2 u_middle;
uniform vec2 u_half;
uniform float u_curvature;
uniform vec2 u_shrink;
uniform float u_swing;
uniform float u_phase;
uniform vec3 u_direct;
uniform float u_scattered;
uniform vec3 u_glow;
uniform float u_lines;
uniform vec2 u_depth;
uniform vec2 u_beam;
uniform float u_vignette;
uniform float u_mask;
uniform float u_mask_pitch;
uniform float u_hum;
uniform float u_hum_phase;
uniform vec3 u_spot;
uniform vec2 u_spot_size;
uniform float u_ceiling;
uniform float u_grain;
uniform uint u_grain_seed;
uniform uint u_dither_seed;

out vec4 o_colour;

// A cosine of turns, to 0.002.
float wave(float turns) {
    float t = turns - floor(turns + 0.5);
    float z = t * t;
    return 1.0 + z * (-19.739209 + z * (64.93939 + z * (-85.45682 + z * (60.244640 - z * 26.426257))));
}

// What the vignette leaves at a place across or down the face.
float shade(float place) {
    float t = min(place * place, 1.0);
    return 1.0 - u_vignette * 0.85 * t * (0.25 + 0.75 * t);
}

// How far the picture swings at a place, while it is degaussed.
float swing(float place, float lag) {
    return u_swing * wave(u_phase + lag - 1.3 * place);
}

// The triple32 of Wellons, without its last round.
uint scramble(uint x) {
    x ^= x >> 17u;
    x *= 0xED5AD4BBu;
    x ^= x >> 11u;
    x *= 0xAC4C1B51u;
    return x ^ (x >> 15u);
}

// Noise from -1/2 to 1/2, one number a pixel.
float noise(uint seed, ivec2 pixel) {
    uint row = scramble(seed ^ (uint(pixel.y) * 0x85EBCA77u));
    return float(scramble(row ^ (uint(pixel.x) * 0x9E3779B1u)) >> 9u) * (1.0 / 8388608.0) - 0.5;
}

// Where along a row of a map that spans so many texels and rows column x looks, in texels.
float along(float x, float row, vec2 span) {
    float v = (2.0 * row + 1.0) / span.y - 1.0;
    float on_face = v / u_shrink.y;
    float u = x * (1.0 + u_curvature * on_face * on_face) * u_shrink.x + swing(v, 0.0);
    return (u + 1.0) * span.x * 0.5 - 0.5;
}

// The weight of the right of two texels, in steps of 1/256.
float right(float place) {
    return floor((place - floor(place)) * 256.0) * (1.0 / 256.0);
}

// A texel of the picture in linear light; beyond its edge there is none.
vec3 lit(ivec2 at, ivec2 size) {
    bool inside = all(greaterThanEqual(at, ivec2(0))) && all(lessThan(at, size));
    return inside ? texelFetch(u_light, at, 0).rgb : vec3(0.0);
}

vec3 light_along(float x, float row, ivec2 size) {
    float place = along(x, row, vec2(size));
    ivec2 at = ivec2(int(floor(place)), int(row));
    return mix(lit(at, size), lit(at + ivec2(1, 0), size), right(place));
}

// The light at column x and so far down the picture.
vec3 light_at(float x, float v) {
    ivec2 size = textureSize(u_light, 0);
    float place = (v + 1.0) * float(size.y) * 0.5 - 0.5;
    float row = floor(place);
    if (row < -1.0 || row >= float(size.y)) {
        return vec3(0.0);
    }
    return mix(light_along(x, row, size), light_along(x, row + 1.0, size), place - row);
}

// A texel of what is scattered; beyond the edge there is nothing, or what lies at the edge while the picture is whole.
vec3 scattered(ivec2 at, ivec2 last, bool same) {
    ivec2 near = clamp(at, ivec2(0), last);
    vec3 light = vec3(texelFetch(u_halo, near, 0).rgb) * (1.0 / 8191.0);
    return same || at == near ? light : vec3(0.0);
}

vec3 halo_along(float x, float row, ivec2 last, bool same) {
    float place = along(x, row, u_span);
    ivec2 at = ivec2(int(floor(place)), int(row));
    return mix(scattered(at, last, same), scattered(at + ivec2(1, 0), last, same), right(place));
}

// The scattered light at column x and so far down the picture.
vec3 halo_at(float x, float v) {
    ivec2 last = textureSize(u_halo, 0) - 1;
    bool same = u_shrink == vec2(1.0);
    float place = (v + 1.0) * u_span.y * 0.5 - 0.5;
    place = same ? clamp(place, 0.0, float(last.y)) : clamp(place, -2.0, float(last.y) + 2.0);
    float row = floor(place);
    return mix(halo_along(x, row, last, same), halo_along(x, row + 1.0, last, same), place - row);
}

// The scattered light at a place of the picture, each -1 to 1.
vec3 halo_sample(vec2 place) {
    ivec2 last = textureSize(u_halo, 0) - 1;
    vec2 at = clamp((place + 1.0) * u_span * 0.5 - 0.5, vec2(0.0), vec2(last));
    ivec2 first = ivec2(at);
    ivec2 next = min(first + 1, last);
    vec2 share = at - vec2(first);
    vec3 above = mix(scattered(first, last, true), scattered(ivec2(next.x, first.y), last, true), share.x);
    vec3 below = mix(scattered(ivec2(first.x, next.y), last, true), scattered(next, last, true), share.x);
    return mix(above, below, share.y);
}

// The beam: lines that widen with the light.
float beam(vec3 direct, float v) {
    float brightest = min(max(max(direct.r, direct.g), direct.b), 1.0);
    float width = u_beam.x + u_beam.y * sqrt(brightest);
    // exp(-z) as (exp(-z / 32))^32, whose inner part is a parabola to 1 in 10,000.
    float z = 19.739209 * width * width;
    float t = 1.0 - z * (1.0 / 32.0) + z * z * (1.0 / 2048.0);
    float t4 = t * t * (t * t);
    float t16 = t4 * t4 * (t4 * t4);
    float first = t16 * t16;
    float fourth = first * first * (first * first);
    float line = wave(v * u_lines);
    return max(1.0 + u_depth.x * first * line + u_depth.y * fourth * (2.0 * line * line - 1.0), 0.0);
}

float bump(float t) {
    float left = max(1.0 - t * t, 0.0);
    return left * left;
}

// What is mirrored beyond the edge lies as far within it.
float fold(float t) {
    return t > 1.0 ? 2.0 - t : max(t, -2.0 - t);
}

// Encodes linear light by the transfer function of sRGB (IEC 61966-2-1), whose curved part is fitted in roots to
// 0.1 of 255.
float encode(float light) {
    float x = clamp(light, 0.0, 1.0);
    float root = sqrt(x);
    float curve = 0.8337523 * root - 0.05532109 * x + 0.29811319 * sqrt(root) - 0.0769054;
    return min(x <= 0.0031308 ? 12.92 * x : curve, u_ceiling);
}

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy) - u_origin;
    pixel.y = textureSize(u_plate, 0).y - 1 - pixel.y;
    uvec4 plate = texelFetch(u_plate, pixel, 0);
    vec3 light = vec3(plate.rgb) * (1.0 / 65535.0);
    float share = float((plate.a >> 8u) & 127u) * (1.0 / 127.0);
    vec2 place = (vec2(pixel) + 0.5 - u_middle) / u_half;
    // Where the place is seen on a picture that stands.
    float down = place.y * (1.0 + u_curvature * place.x * place.x);
    float across = place.x * (1.0 + u_curvature * down * down);
    float grain;
    if ((plate.a & 0x8000u) != 0u) {
        float v = down * u_shrink.y + swing(place.x, 0.25);
        vec3 seen = light_at(place.x, v);
        if (u_depth != vec2(0.0)) {
            seen *= beam(seen, v);
        }
        seen = seen * u_direct + halo_at(place.x, v) * u_scattered + u_glow;
        if (u_mask != 0.0) {
            float stripe = across * u_mask_pitch;
            seen *= 1.0 + u_mask * vec3(wave(stripe), wave(stripe - 1.0 / 3.0), wave(stripe - 2.0 / 3.0));
        }
        if (u_spot != vec3(0.0)) {
            seen += u_spot * bump(place.x * u_spot_size.x) * bump(down * u_spot_size.y);
        }
        float hum = 1.0 - u_hum * (0.5 - 0.5 * wave(place.y * 0.5 + u_hum_phase));
        light += seen * (shade(place.x) * shade(place.y) * hum * share);
        grain = noise(u_grain_seed, pixel) * u_grain;
    } else {
        light += float(plate.a & 255u) * (1.0 / 255.0) * u_mean * u_scattered;
        if (share > 0.0) {
            light += share * u_scattered * halo_sample(vec2(fold(across), fold(down)));
        }
        grain = noise(u_dither_seed, pixel) * (1.0 / 255.0);
    }
    vec3 level = vec3(encode(light.r), encode(light.g), encode(light.b)) + grain;
    o_colour = vec4(floor(clamp(level, 0.0, 1.0) * 255.0 + 0.5) * (1.0 / 255.0), 1.0);
}
