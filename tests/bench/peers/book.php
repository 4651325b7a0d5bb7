<?php
// The peer in PHP: one transaction for each request over a connection that the worker keeps; the rows of statements.mjs.
declare(strict_types=1);

function database(): PDO {
    $database = new PDO('sqlite:' . getenv('PEER_DATABASE'), null, null,
        [PDO::ATTR_PERSISTENT => true, PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION, PDO::ATTR_TIMEOUT => 30]);
    $database->exec('PRAGMA synchronous = FULL');
    return $database;
}

function answer(int $status, array $body): void {
    http_response_code($status);
    header('Content-Type: application/json');
    echo json_encode($body, JSON_UNESCAPED_UNICODE);
}

function run(PDO $database, string $text, array $values): PDOStatement {
    $statement = $database->prepare($text);
    foreach ($values as $place => $value) {
        $kind = is_int($value) ? PDO::PARAM_INT : (is_array($value) ? PDO::PARAM_LOB : PDO::PARAM_STR);
        $statement->bindValue($place + 1, is_array($value) ? $value[0] : $value, $kind);
    }
    $statement->execute();
    return $statement;
}

function random(int $bytes): array {
    return [random_bytes($bytes)];
}

function sound($asked): bool {
    foreach (['area', 'address', 'contact_name', 'phone', 'category', 'slot'] as $name)
        if (!is_string($asked[$name] ?? null) || $asked[$name] === '' || strlen($asked[$name]) > 600) return false;
    return preg_match('/^1[0-9]{10}$/', $asked['phone']) === 1 && is_array($asked['items'] ?? null) && ($asked['consent'] ?? null) === true;
}

function book(array $asked): void {
    $database = database();
    $now = time();
    $reference = 'WF-' . bin2hex(random_bytes(6));
    $phone = random(32);
    $database->exec('BEGIN IMMEDIATE');
    $taken = run($database, 'UPDATE slot SET online_remaining = online_remaining - 1 WHERE id = ? AND online_remaining > 0', [$asked['slot']]);
    if ($taken->rowCount() !== 1) {
        $database->exec('ROLLBACK');
        answer(409, []);
        return;
    }
    run($database, "INSERT INTO pickup (reference, status, version, channel, place, area, village, category, items, slot, date,
        start_minute, end_minute, personal, phone_hash, address_hash, open_ordinal, created_at, change_until)
        SELECT ?, 'booked', 1, 'online', 'online', area, '', category, ?, id, date, 510, 690, ?, ?, ?, 1, ?, ? FROM slot WHERE id = ?",
        [$reference, json_encode($asked['items']), random(141), $phone, random(32), $now, $now, $asked['slot']]);
    $id = (int) $database->lastInsertId();
    run($database, "INSERT INTO event (county, subject, item, sequence, at, kind, detail, actor_kind, actor)
        VALUES ('', 'pickup', ?, 1, ?, 'created', '', 'resident', '')", [$id, $now]);
    run($database, "INSERT INTO access_token (county, subject, item, hash, expires_at) VALUES ('', 'pickup', ?, ?, ?)", [$id, random(32), $now + 864000]);
    run($database, "INSERT INTO notice (county, id, subject, item, reference, kind, message, phone_hash, created_at, due_at)
        VALUES ('', (SELECT coalesce(max(id), 0) + 1 FROM notice WHERE county = ''), 'pickup', ?, ?, 'booked', ?, ?, ?, ?)",
        [$id, $reference, random(289), $phone, $now, $now + 864000]);
    $database->exec('COMMIT');
    answer(201, ['reference' => $reference, 'status' => 'booked', 'area' => $asked['area'], 'category' => $asked['category'],
        'slot' => $asked['slot'], 'items' => $asked['items'], 'token' => bin2hex(random_bytes(32))]);
}

if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    answer(404, []);
} else {
    $asked = json_decode((string) file_get_contents('php://input'), true);
    sound($asked) ? book($asked) : answer(400, []);
}
