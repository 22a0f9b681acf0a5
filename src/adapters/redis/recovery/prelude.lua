--[[
  Shared by all recovery scripts. All keys belong to one target and share its slot.

  KEYS[1]  the recovery, a hash:
             facts         sealed
             state         owed | live | unsent | ended | bounced | opened | done | cancelled
             mail          code | link: the kind requested last
             job           the job that sends it
             begunAt       when it was created
             owedAt        when it was requested; absent when it was given up
             acceptBy      when it is cancelled unless it was accepted
             endsAt        end of the live code, the live link or the reset session
             doubt         unanswered: why it is unknown whether the mail was accepted; absent when it was
             retryAt       when the mail service may accept the next mail, if it said so when it refused the last one
             digest        of the code, the link or the reset session; absent when void, but a cancelled session keeps its own
             attemptsLeft  guesses the code still has
             waiter        turn | nobody: a turn waits for the mail and gives its result, or the chat must be notified of it
             codes, links  how many were requested
             codesGivenUp, linksGivenUp  how many of these were given up
  KEYS[2]  the target's failures, a hash: count, pausedAt, pausedUntil
  KEYS[3]  which recovery (its KEYS[1]) has the target's only link
  KEYS[4]  exists as long as a recovery of the target is kept
  KEYS[5]  the target's suspension by an operator, a hash: heldAt, heldUntil
  ARGV[1]  retention of a recovery, ms

  Instants are ms since the epoch on Redis's own clock. Stored names stay, see docs/glossary.md#stored-words.
]]
local function read(key)
  local flat = redis.call('HGETALL', key)
  local hash = {}
  for i = 1, #flat, 2 do
    hash[flat[i]] = flat[i + 1]
  end
  return hash
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local recovery = read(KEYS[1])
local failures = read(KEYS[2])
local suspension = redis.call('HMGET', KEYS[5], 'heldAt', 'heldUntil')

-- A suspension ends recoveries that were open when it began, as a cancellation does.
local isSuspended = recovery.state and suspension[1] and tonumber(suspension[1]) >= tonumber(recovery.begunAt or 0)
if isSuspended and recovery.state ~= 'done' and recovery.state ~= 'bounced' then
  if recovery.state ~= 'opened' and recovery.state ~= 'cancelled' then
    recovery.digest = nil
  end
  recovery.state = 'cancelled'
end

-- Returns until when no recovery may begin, and why: wrong-codes (lockout) | disavowed (suspension); nil when one may.
local function lockoutEnd()
  local lockedOut, suspended = tonumber(failures.pausedUntil or 0), tonumber(suspension[2] or 0)
  local lockedUntil = math.max(lockedOut, suspended)
  if lockedUntil <= now then
    return nil
  end
  return lockedUntil, suspended >= lockedOut and 'disavowed' or 'wrong-codes'
end

local function isOver(instant)
  return now >= tonumber(instant)
end

-- A lockout voids the codes requested before it.
local function isVoidedByLockout()
  return recovery.mail == 'code' and failures.pausedAt and tonumber(failures.pausedAt) >= tonumber(recovery.owedAt)
end

-- A stored link voids that of any other recovery.
local function isReplacedLink()
  return recovery.mail == 'link' and recovery.digest and redis.call('GET', KEYS[3]) ~= KEYS[1]
end

-- sending | live | unsent | ended | bounced | opened | done | cancelled, or nil for an unknown recovery
local function stage()
  local state = recovery.state
  if state == 'opened' then
    return isOver(recovery.endsAt) and 'ended' or 'opened'
  elseif state ~= 'owed' and state ~= 'live' then
    return state
  elseif isVoidedByLockout() then
    return 'ended'
  elseif state == 'owed' and isOver(recovery.acceptBy) then
    return 'unsent'
  elseif (state == 'live' and isOver(recovery.endsAt)) or isReplacedLink() then
    return 'ended'
  end
  return state == 'owed' and 'sending' or 'live'
end

-- Returns {stage, mail, endsAt, ms left, attemptsLeft, retryAt or 0, mails requested, mails given up, doubt or ''}.
local function stageReply()
  local current, mail = stage(), recovery.mail
  local ends = tonumber(current == 'sending' and recovery.acceptBy or recovery.endsAt or 0)
  return {
    current,
    mail,
    ends,
    math.max(0, ends - now),
    tonumber(recovery.attemptsLeft or 0),
    tonumber(recovery.retryAt or 0),
    tonumber(recovery[mail .. 's']),
    tonumber(recovery[mail .. 'sGivenUp'] or 0),
    recovery.doubt or '',
  }
end

-- Returns whether the last mail is of this kind and this job.
local function isJobOf(mail, job)
  return recovery.mail == mail and recovery.job == job
end

-- A stored secret can be used while its mail is being sent: the person may be faster than the mail service's answer.
local function isUsable(mail)
  local current = stage()
  return recovery.mail == mail and recovery.digest and (current == 'sending' or current == 'live')
end

-- Keeps the recovery, and the marker of its target, for the retention from now on.
local function extendRetention()
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  redis.call('SET', KEYS[4], '', 'PX', ARGV[1])
end

local function change(...)
  redis.call('HSET', KEYS[1], ...)
  extendRetention()
end

-- Moves the recovery to this state, removes the secret and marks the notification as not needed.
local function endSecret(state)
  change('state', state, 'waiter', 'turn')
  redis.call('HDEL', KEYS[1], 'digest')
end

-- Owes one more mail, to be sent by this job, and voids an earlier secret.
local function oweMail(mail, job, acceptWithin, attempts)
  endSecret('owed')
  redis.call('HDEL', KEYS[1], 'retryAt', 'doubt')
  change('mail', mail, 'job', job, 'owedAt', now, 'acceptBy', now + acceptWithin, 'attemptsLeft', attempts)
  redis.call('HINCRBY', KEYS[1], mail .. 's', 1)
end

-- Returns notify when the caller must notify the chat of the mail's result, and quiet when no notification is needed. Only one caller
-- gets notify, because the step that ends the sending sets the waiter back to turn.
local function notifyReply()
  return recovery.waiter == 'nobody' and 'notify' or 'quiet'
end
