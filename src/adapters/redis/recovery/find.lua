--[[
  Reads a recovery.

  Returns {facts, {stage, mail, endsAt, attemptsLeft}} | nothing
]]
if not recovery.state then
  return false
end
return { recovery.facts, stageReply() }
