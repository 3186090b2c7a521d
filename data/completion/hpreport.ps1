# PowerShell completion of hpreport. The program answers with a word, a tab and a description a line.

Register-ArgumentCompleter -Native -CommandName hpreport -ScriptBlock {
    param($word, $ast, $cursor)
    $line = $ast.ToString().PadRight($cursor).Substring(0, [Math]::Max(0, $cursor - $ast.Extent.StartOffset))
    $encoding = [Console]::OutputEncoding
    $env:_HPREPORT_COMPLETE = 'powershell'
    try {
        [Console]::OutputEncoding = [Text.Encoding]::UTF8
        $lines = @(& hpreport $line 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
        Remove-Item Env:_HPREPORT_COMPLETE
    }
    foreach ($answer in $lines) {
        $name, $told = $answer -split "`t", 2
        if ($name -eq '') { continue } # files, which PowerShell completes itself where it is given nothing
        $text = if ($name -match '[^\w.,=+-]') { "'" + $name.Replace("'", "''") + "'" } else { $name }
        $tip = if ($told) { $told } else { $name }
        [System.Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', $tip)
    }
}
