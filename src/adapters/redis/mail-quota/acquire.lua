--[[
  Takes a token out of each pool, or out of none.

  A pool counts taken tokens per slot of time. Those of one slot are returned together, one span after the slot's end: never early and
  at most one slot late. So a pool holds as many numbers as its span has slots, however many tokens it has.

  KEYS[2…]  the pools, hashes: for each slot, when its tokens are returned → how many were taken in it
  ARGV      for each pool: how many tokens it has, ms after which a taken token is returned, ms of a slot

  Returns {'acquired', 0} | {'exceeded', ms until there is a token in all of them}

  Instants are ms since the epoch on Redis's own clock.
]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- Returns the slots whose tokens are not returned yet, oldest first, and deletes the others.
local function slotsOf(key)
  local flat = redis.call('HGETALL', key)
  local slots = {}
  for i = 1, #flat, 2 do
    local backAt = tonumber(flat[i])
    if backAt > now then
      table.insert(slots, { backAt = backAt, taken = tonumber(flat[i + 1]) })
    else
      redis.call('HDEL', key, flat[i])
    end
  end
  table.sort(slots, function(one, other)
    return one.backAt < other.backAt
  end)
  return slots
end

-- Returns ms until a token is free, 0 when one is.
local function msUntilFree(pool)
  local slots = slotsOf(pool.key)
  local lacking = 1 - pool.most
  for _, slot in ipairs(slots) do
    lacking = lacking + slot.taken
  end
  local wait = 0
  for _, slot in ipairs(slots) do
    if lacking < 1 then
      break
    end
    lacking = lacking - slot.taken
    wait = slot.backAt - now
  end
  return wait
end

local function take(pool)
  local slotEnd = (math.floor(now / pool.slot) + 1) * pool.slot
  redis.call('HINCRBY', pool.key, slotEnd + pool.per, 1)
  redis.call('PEXPIREAT', pool.key, slotEnd + pool.per)
end

local pools = {}
for i = 2, #KEYS do
  local first = 3 * (i - 2) + 1
  local most, per, slot = tonumber(ARGV[first]), tonumber(ARGV[first + 1]), tonumber(ARGV[first + 2])
  table.insert(pools, { key = KEYS[i], most = most, per = per, slot = slot })
end

local wait = backOffLeft()
for _, pool in ipairs(pools) do
  wait = math.max(wait, msUntilFree(pool))
end
if wait > 0 then
  return { 'exceeded', wait }
end
for _, pool in ipairs(pools) do
  take(pool)
end
return { 'acquired', 0 }
