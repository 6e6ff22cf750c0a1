# Registers kam's five tasks for the user who runs this, in the Windows Task Scheduler:
#
#     powershell -ExecutionPolicy Bypass -File register-tasks.ps1 -Database D:\kam\kam.db
#
# -Mail is the account that sends to plain e-mail addresses, such as
# mailtos://kam:PASSWORD@smtp.example.com?from=kam@example.com
#
# To take them away: Unregister-ScheduledTask -TaskPath '\kam\'
param(
    [string]$Database = "$env:LOCALAPPDATA\kam\kam.db",
    [string]$Out = "$env:USERPROFILE\Documents\kam",
    [string]$Mail = ''
)
$ErrorActionPreference = 'Stop'
$script = Join-Path $PSScriptRoot 'kam-task.cmd'

[Environment]::SetEnvironmentVariable('KAM_DB', $Database, 'User')
[Environment]::SetEnvironmentVariable('KAM_OUT', $Out, 'User')
[Environment]::SetEnvironmentVariable('KAM_LANG', 'zh', 'User')
if ($Mail) { [Environment]::SetEnvironmentVariable('KAM_MAIL', $Mail, 'User') }

$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances Queue `
    -ExecutionTimeLimit (New-TimeSpan -Hours 1)

function Register-Kam([string]$Name, $Trigger) {
    $action = New-ScheduledTaskAction -Execute 'cmd.exe' -Argument "/c `"`"$script`" $Name`""
    Register-ScheduledTask -TaskPath '\kam\' -TaskName $Name -Action $action -Trigger $Trigger `
        -Settings $settings -Force | Out-Null
    Write-Output "\kam\$Name registered"
}

Register-Kam 'nightly' (New-ScheduledTaskTrigger -Daily -At '01:15')
Register-Kam 'notify' (New-ScheduledTaskTrigger -Weekly -At '07:20' `
    -DaysOfWeek Monday, Tuesday, Wednesday, Thursday, Friday, Saturday)
Register-Kam 'agenda' (New-ScheduledTaskTrigger -Weekly -At '07:30' `
    -DaysOfWeek Monday, Tuesday, Wednesday, Thursday, Friday, Saturday)
Register-Kam 'backup' (New-ScheduledTaskTrigger -Weekly -DaysOfWeek Sunday -At '03:00')

# The cmdlets know no monthly trigger; the scheduler itself does.
$monthly = "/c `"`"$script`" scorecard`""
schtasks.exe /Create /F /TN '\kam\scorecard' /SC MONTHLY /D 1 /ST 06:00 /TR "cmd.exe $monthly" | Out-Null
Write-Output '\kam\scorecard registered'
